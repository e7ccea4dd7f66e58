import type { GrantRule } from '../../model/rule.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { factsOf } from '../context.ts';
import { count, grantFinding, inWords } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

const withTraining = {
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
    '    risk: medium\n',
    '    risk: medium\n    requiresTraining: [payroll-privacy]\n',
  ),
};
const ana = 'policies/people/ana.costa.yaml';
const trained = (day: string) => ({
  [ana]: `${exampleCompany[ana]}trainings:\n  - { id: payroll-privacy, completed: ${day} }\n`,
});

/** The practice gives its training to whoever goes through it, so that nobody has to be asked. */
const toPractise = ({ training, page }: { readonly training: string; readonly page?: string }): string =>
  `for \`${training}\`, go through the practice page${page === undefined ? '' : ` (\`${page}\`)`}, and send the code from its end by the form \`I have finished the training\``;

const withPractice = {
  ...withTraining,
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}practice: { training: payroll-privacy }\n`,
};

export const missingTraining: GrantRule = {
  kind: 'grant',
  code: 'GB113',
  name: 'missing-training',
  level: 'error',
  safety: false,
  summary: 'The subject has completed the trainings that the role requires.',
  rationale:
    'Whoever handles sensitive data has to know how, before the first day (NIST SP 800-53 AT-3, role-based training before access is authorized; ISO/IEC 27001 A.6.3). A day in the future is a plan, not a completed training.',
  examples: {
    valid: [{ title: 'completed in September', files: { ...withTraining, ...trained('2026-09-17') } }],
    invalid: [
      { title: 'never completed', files: withTraining },
      { title: 'planned for next month', files: { ...withTraining, ...trained('2026-12-17') } },
      { title: 'the practice page gives it', files: withPractice },
    ],
  },
  *check(grant, context) {
    const { subject, role: roleId } = grant.value;
    const { found, person } = factsOf(grant, context);
    const required = found?.role.requiresTraining;
    if (!found || required === undefined || !person) return;
    const missing = required.filter(
      (id) =>
        !person.value.trainings?.some(
          (training) => training.id === id && training.completed <= context.today,
        ),
    );
    if (missing.length === 0) return;
    const { trainings } = person.value;
    const practice = context.workspace.settings?.value.practice;
    const others = missing.filter((id) => id !== practice?.training);
    if (trainings === undefined && mayBeMisspelled(context.workspace, person.path, 'trainings')) return;
    yield grantFinding(grant, ['role'], {
      message: `\`${subject}\` has not completed the ${missing.length === 1 ? 'training' : count(missing.length, 'training')} that the role \`${roleId}\` requires: ${inWords(missing)}`,
      help: [
        ...(practice && others.length < missing.length ? [toPractise(practice)] : []),
        ...(others.length > 0
          ? [
              `complete ${missing.length === 1 ? 'it' : others.length < missing.length ? inWords(others) : 'them'} first; whoever keeps the training records then enters ${others.length === 1 ? 'it' : 'them'} in \`${person.path}\``,
            ]
          : []),
      ].join('; '),
      related: [
        ...missing.map((id) => ({
          path: found.system.path,
          pointer: ['roles', roleId, 'requiresTraining', required.indexOf(id)],
          message: `the role requires \`${id}\``,
        })),
        ...(trainings ?? []).flatMap(({ id, completed }, index) =>
          missing.includes(id)
            ? [
                {
                  path: person.path,
                  pointer: ['trainings', index, 'completed'],
                  message: `\`${completed}\` has not come yet`,
                },
              ]
            : [],
        ),
      ],
    });
  },
};
