import { allowancesFor, findRole, jobFunctionsWith, own } from '../../model/entitlement.ts';
import { nearest } from '../../model/nearest.ts';
import type { GrantRule } from '../../model/rule.ts';
import type { Workspace } from '../../model/workspace.ts';
import { matrixIsComplete, slipsAreErrors } from '../completeness.ts';
import { cached, factsOf, isTouched, policyOwners } from '../context.ts';
import { grantFinding, inWords } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const slip = {
  [examplePaths.matrix]: (exampleCompany[examplePaths.matrix] ?? '').replace('viewer', 'vewer'),
};

export const roleOutsideMatrix: GrantRule = {
  kind: 'grant',
  code: 'GB106',
  name: 'role-outside-matrix',
  level: 'error',
  safety: false,
  summary: 'The role matrix allows the role for one of the job functions of the subject.',
  rationale:
    'The matrix says once, for everybody in the same job, what the job needs; what it does not list is not allowed (least privilege, NIST SP 800-53 AC-6; ISO/IEC 27001 A.5.15, A.5.18). A single case that the matrix does not foresee is better served by an exception with an end than by a wider matrix.',
  examples: {
    valid: [
      { title: 'an accountant looks at payslips', files: grantFile() },
      {
        title: 'a team lead looks at payslips',
        files: grantFile({ subject: 'rui.alves', role: 'viewer', requestedBy: 'marta.dias' }),
      },
      {
        title: 'a file of the matrix cannot be read, and may allow it',
        files: {
          'policies/role-matrix/finance.yaml': 'version: 1\nmatrix: [accountant]\n',
          ...grantFile({ subject: 'sofia.lopes', role: 'viewer' }),
        },
      },
      { title: 'a slip in the role matrix is said once, where it is', files: { ...grantFile(), ...slip } },
    ],
    invalid: [
      {
        title: 'a security officer in the payroll',
        files: grantFile({ subject: 'sofia.lopes', role: 'viewer' }),
      },
      {
        title: 'a slip in the role matrix, while access is asked for',
        files: { ...grantFile(), ...slip },
        changes: [examplePaths.grant],
      },
      {
        title: 'the team lead does not prepare salaries',
        files: grantFile({ subject: 'rui.alves', role: 'editor', ticket: 'FIN-1' }),
      },
    ],
  },
  *check(grant, context) {
    const { workspace } = context;
    const { subject, system, role } = grant.value;
    const { person, found, allowances } = factsOf(grant, context);
    if (!person || !found || allowances.length > 0) return;
    // A file that is missing or cannot be read may allow it; `cannot-be-judged` says so.
    if (workspace.matrix.length === 0 || !matrixIsComplete(workspace)) return;
    // A slip in just this cell is said where it is; only what is being asked for has to be stopped too.
    if (
      !isTouched(grant.path, context) &&
      slipsAreErrors(workspace) &&
      person.value.jobFunctions.some((job) => isMistyped(job, system, role, workspace))
    )
      return;
    const others = Object.keys(found.system.value.roles).filter(
      (other) => allowancesFor(workspace, person.value, system, other).length > 0,
    );
    const holders = jobFunctionsWith(workspace, system, role);
    const jobs = person.value.jobFunctions;
    yield grantFinding(grant, ['role'], {
      message: `the role matrix does not allow \`${role}\` in \`${system}\` for the job function${jobs.length === 1 ? '' : 's'} of \`${subject}\` (${inWords(jobs)})`,
      help: [
        others.length > 0 ? `it allows ${inWords(others, 'or')} there` : `it allows no role of \`${system}\``,
        holders.length > 0 ? `\`${role}\` is for ${inWords(holders)}` : `\`${role}\` is for nobody yet`,
        `if the job needs it, ask ${policyOwners(workspace)} to extend the matrix or to write an exception`,
      ].join('; '),
      related: workspace.matrix.flatMap((file) =>
        jobs
          .filter((job) => own(file.value.matrix, job))
          .map((job) => ({
            path: file.path,
            pointer: ['matrix', job],
            atKey: true,
            message: `what the matrix allows \`${job}\``,
          })),
      ),
    });
  },
};

const answers = cached((_: Workspace) => new Map<string, boolean>());

/** Whether the matrix names what is nearly this role, or nearly this system, where neither is known. */
function isMistyped(job: string, system: string, role: string, workspace: Workspace): boolean {
  // The same for everybody in the job, so it is worked out once.
  const key = `${job} ${system} ${role}`;
  const known = answers(workspace).get(key);
  if (known !== undefined) return known;
  const answer = workspace.matrix.some((file) =>
    Object.entries(own(file.value.matrix, job) ?? {}).some(([systemId, cells]) =>
      systemId === system
        ? Object.keys(cells).some((id) => !findRole(workspace, system, id) && isNear(id, role))
        : own(cells, role) !== undefined && !workspace.systems.has(systemId) && isNear(systemId, system),
    ),
  );
  answers(workspace).set(key, answer);
  return answer;
}

const isNear = (word: string, id: string): boolean => nearest(word, [id]) !== undefined;
