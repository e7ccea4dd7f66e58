import type { PolicyRule } from '../../model/rule.ts';
import type { Workspace } from '../../model/workspace.ts';
import { didYouMean, finding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { payrollWith, scimExample } from './connectors.ts';
import { isMissing, type Kind, managerCircles, type Reference, references } from './references.ts';

const text = (path: string) => exampleCompany[path] ?? '';
const rui = 'policies/people/rui.alves.yaml';
const marta = 'policies/people/marta.dias.yaml';

export const unknownReference: PolicyRule = {
  kind: 'policy',
  code: 'GB407',
  name: 'unknown-reference',
  level: 'error',
  safety: false,
  summary:
    'What a policy file names is there: people, groups, systems, roles, permissions, trainings and runbooks.',
  rationale:
    'A name that leads nowhere is a rule without effect: a misspelled role in a separation-of-duties set separates nothing, a misspelled group has no members (NIST SP 800-53 CM-3, SI-10). It also asks that the way from manager to manager ends somewhere, since nobody approves for themselves by a detour.',
  examples: {
    valid: [{ title: 'all names lead somewhere', files: companyFiles(examplePaths.matrix) }],
    invalid: [
      {
        title: 'a role in the matrix',
        files: { [examplePaths.matrix]: text(examplePaths.matrix).replace('releaser', 'relaeser') },
      },
      {
        title: 'a role that is to be kept apart',
        files: {
          [examplePaths.separation]: text(examplePaths.separation).replace('payroll/editor', 'payrol/editor'),
        },
      },
      {
        title: 'a member of a group',
        files: {
          [examplePaths.settings]: text(examplePaths.settings).replace('[sofia.lopes]', '[sofia.lopez]'),
        },
      },
      {
        title: 'a permission that the system does not declare',
        files: {
          [examplePaths.payroll]: text(examplePaths.payroll).replace(
            '[runs.release]',
            '[runs.release, bank.see]',
          ),
        },
      },
      {
        title: 'a slip in the description of a permission that several roles give',
        files: {
          [examplePaths.payroll]: text(examplePaths.payroll).replace(
            'payslips.read: See',
            'payslip.read: See',
          ),
        },
      },
      {
        title: 'somebody who may ask, by the first name',
        files: {
          [examplePaths.payroll]: text(examplePaths.payroll).replace(
            'risk: medium',
            'risk: medium\n    requesters: [self, "user:marta"]',
          ),
        },
      },
      {
        title: 'a role that gets a name in the real system',
        files: payrollWith(scimExample.replace('viewer:', 'viewr:')),
      },
      {
        title: 'the practice gives a training that no role asks for',
        files: {
          [examplePaths.settings]: `${text(examplePaths.settings)}practice: { training: acess-basics }\n`,
        },
      },
      {
        title: 'two people who manage each other',
        files: { [marta]: text(marta).replace('active:', 'manager: rui.alves\nactive:') },
      },
      {
        title: 'a person who is their own manager',
        files: { [rui]: text(rui).replace('marta.dias', 'rui.alves') },
      },
    ],
  },
  *check({ workspace }) {
    for (const [reference, ...same] of slipsIn(workspace)) {
      const { file, pointer, kind, name, known, atKey, written } = reference;
      const related = same.map((other) => ({
        path: file.path,
        pointer: other.pointer,
        message: `\`${name}\` once more`,
      }));
      yield finding(file, pointer, {
        message: messageOf(reference),
        help: () => didYouMean(name, known, otherwise[kind](reference), written),
        ...(atKey ? { atKey } : {}),
        ...(related.length > 0 ? { related } : {}),
      });
    }
    for (const circle of managerCircles(workspace)) {
      const [first = ''] = circle;
      const file = workspace.people.get(first);
      if (!file) continue;
      yield finding(file, ['manager'], {
        message:
          circle.length === 1
            ? `\`${first}\` is their own manager`
            : `the managers go in a circle: \`${[...circle, first].join('` → `')}\``,
        help: 'name the real manager; only the head of the organization has none',
        related: circle.slice(1).flatMap((name) => {
          const other = workspace.people.get(name);
          return other
            ? [{ path: other.path, pointer: ['manager'], message: `the manager of \`${name}\`` }]
            : [];
        }),
      });
    }
  },
};

/** What is missing; one slip where a permission is described is a slip in each role that gives it. */
function slipsIn(workspace: Workspace): Iterable<[Reference, ...Reference[]]> {
  const slips = new Map<string, [Reference, ...Reference[]]>();
  for (const reference of references(workspace)) {
    if (!isMissing(workspace)(reference)) continue;
    const { kind, file, name } = reference;
    const key = kind === 'permission' ? `${file.path} ${name}` : String(slips.size);
    const held = slips.get(key);
    if (held) held.push(reference);
    else slips.set(key, [reference]);
  }
  return slips.values();
}

const messageOf = ({ kind, name, of }: Reference): string => {
  if (kind === 'training') return `no role asks for the training \`${name}\``;
  if (kind === 'person') return `nobody with the user name \`${name}\` works here`;
  if (of !== undefined) return `the system \`${of}\` has no ${kind} \`${name}\``;
  return kind === 'role' ? `no system has a role \`${name}\`` : `there is no ${kind} \`${name}\``;
};

/** What to do when it was no slip of the pen. */
const otherwise: Readonly<Record<Kind, (reference: Reference) => string>> = {
  person: ({ name }) => `take the name out, or add \`policies/people/${name}.yaml\``,
  group: () => 'add the group in `policies/grantbook.yaml`, or take it out',
  system: ({ name }) => `take it out, or add \`policies/systems/${name}.yaml\``,
  role: ({ of }) =>
    of === undefined ? 'take it out' : `take it out, or add the role in \`policies/systems/${of}.yaml\``,
  permission: () => 'describe it under `permissions` of the system, or take it out',
  runbook: ({ name }) => `take it out, or add \`policies/runbooks/${name}.yaml\``,
  training: ({ name }) => `write \`requiresTraining: [${name}]\` at the role that is to ask for it`,
  'job function': () => 'take it out, or add it to the role matrix',
};
