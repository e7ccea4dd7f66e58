/** `grantbook ledger verify`: holds the ledger against itself, its branch, and the history of the default branch. */
import { connect, type RepositoryName } from '../github/client.ts';
import { type Signature, signaturesOn, tamperingWith } from '../github/ledger-branch.ts';
import { foundAt } from '../ledger/signatures.ts';
import { type LedgerCommit, type LedgerProblem, verifyBranch, verifyLedger } from '../ledger/verify.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { listed } from '../render/markdown.ts';
import { amount } from '../render/summary.ts';
import { onOneLine } from '../render/text.ts';
import { lineOfCommits } from '../source/first-parent-line.ts';
import { commitOf, type GitRepository, gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt, ledgerBranch, shortenedIn } from '../source/ledger-branch.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi, repositoryOf, tokenIn } from './doctor-options.ts';
import { allLines } from './ledger-lines.ts';
import { ledgerMissing } from './local-ledger.ts';
import { readPolicies } from './read.ts';

export interface VerifyOptions {
  /** Asks GitHub nothing, and says what could not be checked. */
  readonly offline: boolean;
  readonly repository?: string;
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly format: 'text' | 'json';
}

/** What was found, and what could not be looked at. */
export interface Verification {
  readonly problems: readonly LedgerProblem[];
  readonly unchecked: readonly string[];
  /** The systems of whose found access nobody has signed for what is left. It is no problem, and not done either. */
  readonly unsigned: readonly string[];
  readonly records: number;
}

/** Exit code 0 only where everything was looked at and nothing is wrong; `--offline` leaves out what it says. */
export async function verify(options: VerifyOptions, context: CommandContext): Promise<ExitCode> {
  const root = repositoryRoot(context.dir);
  if (root === undefined) throw new EnvironmentFailure('this folder is in no git repository');
  const git = gitAt(root);
  const found = await verification(git, options, context);
  if (options.format === 'json') context.out(`${JSON.stringify(found, null, 2)}\n`);
  else print(found, context);
  return found.problems.length === 0 ? exitCodes.ok : exitCodes.errors;
}

async function verification(
  git: GitRepository,
  options: VerifyOptions,
  context: CommandContext,
): Promise<Verification> {
  const ledger = commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, ledgerBranch);
  if (ledger === undefined) throw new EnvironmentFailure(ledgerMissing(git));
  if (isShallow(git))
    throw new EnvironmentFailure(
      'this clone is shallow, so most of the history is missing; run `git fetch --unshallow` first',
    );
  const tip = commitOf(git, 'refs/remotes/origin/HEAD') ?? commitOf(git, 'HEAD');
  if (tip === undefined) throw new EnvironmentFailure('there is no commit here');
  const files = ledgerAt(git, ledger);
  const lines = allLines(files);
  const history = lineOfCommits(git, undefined, tip);
  const inLedger = verifyLedger({ lines, foreign: files.foreign, history });
  const writer = readPolicies(gitTree(git, tip, 'the default branch')).settings?.value.ledger?.writer;
  const asked = options.offline ? undefined : await askGitHub(ledger, writer?.id, options, context);
  const commits = ledgerCommits(git, ledger, asked?.signatures);
  const rewritten = (asked?.tampering ?? []).map(
    (message): LedgerProblem => ({ kind: 'branch', at: ledgerBranch, message }),
  );
  const unchecked = [
    ...(asked ? [] : ['who signed the commits of the ledger', 'whether its branch was ever rewritten']),
    ...(writer ? [] : ['who wrote it, since `ledger.writer` in `policies/grantbook.yaml` names nobody']),
  ];
  const records = lines.filter(({ record }) => record?.kind === 'decision').length;
  const unsigned = foundAt(lines.flatMap(({ record }) => record ?? [])).flatMap(({ found, left, signed }) =>
    signed === undefined && left.length > 0 ? [found.system] : [],
  );
  return {
    problems: [...inLedger, ...rewritten, ...verifyBranch(commits, writer?.id)],
    unchecked,
    unsigned,
    records,
  };
}

interface Asked {
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly tampering: readonly string[];
}

async function askGitHub(
  ledger: string,
  writer: number | undefined,
  options: VerifyOptions,
  context: CommandContext,
): Promise<Asked> {
  const apiUrl = apiUrlOf(options.apiUrl);
  const repository: RepositoryName = repositoryOf(options.repository, context.dir, apiUrl);
  const client = connect({ token: tokenIn(options.tokenEnv), baseUrl: apiUrl ?? gitHubApi, hasty: true });
  const signatures = await signaturesOn(client, repository, ledgerBranch);
  if (!signatures.has(ledger))
    throw new EnvironmentFailure(
      `what this clone holds of \`${ledgerBranch}\` (\`${ledger.slice(0, 10)}\`) is not on GitHub any more: the branch was rewritten; keep this clone, it may hold what was taken away`,
    );
  const tampering = await tamperingWith(client, repository, ledgerBranch, writer);
  return { signatures, tampering: tampering.map(({ message }) => message) };
}

function ledgerCommits(
  git: GitRepository,
  ledger: string,
  signatures: ReadonlyMap<string, Signature> | undefined,
): LedgerCommit[] {
  const shortened = shortenedIn(git, ledger);
  return lineOfCommits(git, undefined, ledger).map(({ commit, parents }) => {
    const signature = signatures && (signatures.get(commit) ?? { isGitHubs: false, by: undefined });
    return {
      commit,
      parents,
      shortened: shortened.get(commit) ?? [],
      ...(signature ? { signature } : {}),
    };
  });
}

function print(
  { problems, unchecked, unsigned, records }: Verification,
  { out, outColors }: CommandContext,
): void {
  for (const { at, message } of problems) out(`${outColors.red('NOT OK')} ${at}: ${onOneLine(message)}\n`);
  for (const what of unchecked) out(`${outColors.yellow('UNKNOWN')} ${what}\n`);
  if (unsigned.length > 0)
    out(
      `Nobody has signed yet for what was found at ${listed(unsigned)}; an owner does with \`/sign\` in the issue about it.\n`,
    );
  out(
    problems.length === 0
      ? `The ledger is sound, as far as it was looked at: ${amount(records, 'decision')}.\n`
      : `${amount(problems.length, 'problem')} in a ledger of ${amount(records, 'decision')}.\n`,
  );
}
