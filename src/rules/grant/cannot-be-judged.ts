import type { GrantRule } from '../../model/rule.ts';
import type { LoadProblem, Workspace } from '../../model/workspace.ts';
import { meantPath } from '../completeness.ts';
import { cached, policyOwners } from '../context.ts';
import { count, grantFinding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths, grantFile } from '../example-company.ts';

export const cannotBeJudged: GrantRule = {
  kind: 'grant',
  code: 'GB114',
  name: 'cannot-be-judged',
  level: 'error',
  safety: true,
  summary: 'Every file that the judgement of a grant depends on is there and can be read.',
  rationale:
    'What cannot be evaluated blocks. If a file with the rules is broken, a grant would otherwise be judged by fewer rules than the company has decided on (fail secure, NIST SP 800-53 SC-24, SI-17). Nothing is wrong with the grant itself: it can go on as soon as the file is repaired.',
  examples: {
    valid: [
      { title: 'every key of the settings is known', files: companyFiles(examplePaths.settings) },
      { title: 'no separation of duties was ever decided on', files: { [examplePaths.separation]: null } },
    ],
    invalid: [
      {
        title: 'the settings have a slip in a key',
        files: { [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}stalenes: any-push\n` },
      },
      { title: 'the file of the system is empty', files: { [examplePaths.payroll]: '' } },
      {
        title: 'there are no approval policies',
        files: { [examplePaths.approvals]: null, ...grantFile() },
        changes: [examplePaths.grant],
      },
    ],
  },
  *check(grant, { workspace, touched }) {
    const { shared, files } = brokenFiles(workspace);
    if (shared.length === 0 && files.size === 0) return;
    // A change of the policy is told of the broken file itself, not once more for each grant in the company.
    if (touched && !touched.has(grant.path)) return;
    const { system, subject, requestedBy } = grant.value;
    const own = [
      { key: 'system', path: `policies/systems/${system}.yaml` },
      { key: 'subject', path: `policies/people/${subject}.yaml` },
      { key: 'requestedBy', path: `policies/people/${requestedBy ?? subject}.yaml` },
    ].flatMap(({ key, path }) => {
      const file = key === 'requestedBy' && requestedBy === undefined ? undefined : files.get(path);
      return file ? [{ ...file, pointer: [key] }] : [];
    });
    for (const { path, problem, pointer } of [...shared.map((file) => ({ ...file, pointer: [] })), ...own]) {
      yield grantFinding(grant, pointer, {
        message: problem
          ? `${thisGrant} cannot be judged while \`${path}\` is broken: ${problem.message}`
          : `${thisGrant} cannot be judged while \`${path}\` is missing`,
        help: `nothing is wrong here: ask ${policyOwners(workspace)} to ${problem ? 'repair' : 'add'} that file first`,
        related: problem ? [{ path, range: problem.range, message: 'what has to be repaired' }] : [],
      });
    }
  },
};

const thisGrant = 'this grant';

/** The same message for more grants than the one that it stands at. */
export const forSeveral = (message: string, more: number): string =>
  message.replace(thisGrant, `${thisGrant} and ${count(more, 'other')}`);

interface BrokenFile {
  readonly path: string;
  /** The path that it should have. */
  readonly meant: string;
  /** The first thing that is wrong with it; nothing where it is missing. */
  readonly problem?: LoadProblem;
}

/** Files that bear on every grant. A file with almost the right name counts: it was meant to be one of them. */
const bearsOnAll = /^policies\/(grantbook|role-matrix|approvals|separation-of-duties)\b/;

const brokenFiles = cached((workspace: Workspace) => {
  const byPath = new Map<string, LoadProblem>();
  for (const problem of workspace.problems)
    if (!problem.isCopy && !byPath.has(problem.path)) byPath.set(problem.path, problem);
  const broken = [...byPath.values()].map(
    (problem): BrokenFile => ({ path: problem.path, meant: meantPath(problem), problem }),
  );
  const shared = broken.filter(({ meant }) => bearsOnAll.test(meant));
  const missing: BrokenFile[] = [
    ...(workspace.settings ? [] : ['policies/grantbook.yaml']),
    ...(workspace.matrix.length > 0 ? [] : ['policies/role-matrix.yaml']),
    ...(workspace.approvals ? [] : ['policies/approvals.yaml']),
  ]
    .filter((path) => !shared.some((file) => file.meant.startsWith(path.replace('.yaml', ''))))
    .map((path) => ({ path, meant: path }));
  return {
    shared: [...shared, ...missing],
    files: new Map(broken.map((file) => [file.meant, file])),
  };
});
