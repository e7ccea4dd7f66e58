/** `grantbook site`: writes the static site from the policies, the grants and the ledger. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formsOf } from '../forms/registry.ts';
import { type Metrics, metricsOf } from '../ledger/metrics.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure, InternalError } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { onOneLine } from '../render/text.ts';
import { type Texts, workspaceFrom } from '../site/from-texts.ts';
import { heldOf, type Repository } from '../site/input.ts';
import { type Known, nothingKnown } from '../site/judge-text.ts';
import { namesOfPeople, withoutNames } from '../site/people-in-texts.ts';
import { siteFiles } from '../site/site.ts';
import { withoutPeople } from '../site/without-people.ts';
import { commitOf, gitAt, repositoryRoot } from '../source/git.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import type { Source } from '../source/source.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, repositoryOf } from './doctor-options.ts';
import { formsFolder } from './forms.ts';
import { gapIn } from './gap.ts';
import { recordsAt } from './ledger-lines.ts';
import { ledgerOf } from './local-ledger.ts';
import { metricsInput, smallestPublicGroup } from './metrics-input.ts';
import { findRoot, instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { requireOwn, writeSite } from './site-folder.ts';
import { siteRunbooks } from './site-runbooks.ts';
import { heldSince, historyOf, startsOf } from './starts.ts';

export interface SiteOptions {
  readonly out: string;
  readonly includePeople: boolean;
  readonly repository?: string;
  readonly branch?: string;
  readonly now?: string;
}

/** Writes the site into a folder that is empty, or holds a site of ours. */
export function site(options: SiteOptions, context: CommandContext): ExitCode {
  const { includePeople: people } = options;
  const source = sourceOf(undefined, context.dir);
  const whole = readWhole(source, context.progress('Reading'));
  const [problem] = whole.problems.filter(({ path }) => path.startsWith('policies/'));
  if (problem) {
    context.err(
      `${onOneLine(problem.path)}:${problem.range.line}: ${onOneLine(problem.message)}, so that the site would say less than there is; \`${context.program} check\` says more\n`,
    );
    return exitCodes.errors;
  }
  const timeZone = timeZoneOf(whole);
  const at = { now: instantOf(options.now, timeZone, context.clock), timeZone };
  const { texts, renamedIn } = people
    ? { texts: textsOf(source, whole), renamedIn: [] }
    : withoutPeople(whole, at);
  const workspace = people ? whole : workspaceFrom(texts);
  // What we wrote ourselves has to be readable; else something of the policies would silently be missing.
  if (!people && workspace.problems.length > 0)
    throw new InternalError('the policies without their people cannot be read');
  const { runbooks, workshops, pictures } = siteRunbooks(whole, people, at.now);
  const accesses = accessOf(whole, source, context.dir, at);
  const folder = resolve(context.dir, options.out);
  requireOwn(folder, options.out);
  const repository = repositoryAt(options, context.dir);
  const files = siteFiles({
    ...at,
    workspace,
    texts,
    people,
    known: people ? knownOf(whole, context.dir) : nothingKnown,
    held: heldOf(accesses, { people, timeZone }),
    numbers: numbersOf(whole, accesses, context.dir, at, people ? 1 : smallestPublicGroup),
    repository,
    forms: formsIn(whole, findRoot(context.dir)),
    runbooks,
    workshops,
  });
  if (!people) requireNobody([...files, ...Object.entries(texts)], whole, repository?.url);
  writeSite(folder, options.out, new Map<string, string | Uint8Array>([...files, ...pictures]));
  for (const path of renamedIn)
    context.err(`\`${onOneLine(path)}\` names somebody in a sentence; the site says “a colleague” there\n`);
  context.out(
    `Wrote ${files.size} files to \`${options.out}\`${people ? ', with people and their grants: publish it only where they alone can read it' : ', without people'}. Open \`${join(options.out, 'index.html')}\`.\n`,
  );
  return exitCodes.ok;
}

/** The last look before anything is written: an id that is also a name could not be replaced anywhere. */
function requireNobody(
  files: readonly (readonly [path: string, text: string])[],
  whole: Workspace,
  repository: string | undefined,
): void {
  const replace = withoutNames(namesOfPeople(whole));
  if (repository !== undefined && replace(repository) !== repository)
    throw new EnvironmentFailure(
      'nothing was written, since the address of the repository has the name of somebody in it, and each page leads there; move it to an organization, name another one with `--repository`, or write the site with `--include-people`',
    );
  const named = files.find(([path, text]) => replace(path) !== path || replace(text) !== text);
  if (named)
    throw new EnvironmentFailure(
      `nothing was written, since \`${onOneLine(named[0])}\` would name somebody: an id in the policies is also the user name or login of a person; rename one of them`,
    );
}

/** The forms that are really there: a link to another one would lead to an empty issue. */
const formsIn = (workspace: Workspace, root: string): readonly string[] =>
  formsOf(workspace)
    .map(({ named }) => named.file)
    .filter((file) => existsSync(join(root, formsFolder, `${file}.yml`)));

/** The files as they were written, so that what is said of a line in the browser is said of the same line. */
function textsOf(source: Source, workspace: Workspace): Texts {
  const paths = source
    .list()
    .filter(({ path, type }) => type === 'file' && path.endsWith('.yaml') && isRead(workspace, path))
    .map(({ path }) => path);
  return Object.fromEntries(
    [...source.read(paths)].flatMap(([path, content]) =>
      content instanceof Uint8Array ? [[path, Buffer.from(content).toString('utf8')]] : [],
    ),
  );
}

/** Policy tests are for policy owners, and nothing that a request is judged by. */
const isRead = ({ holdings }: Workspace, path: string): boolean =>
  holdings.at(path) !== undefined || (path.startsWith('policies/') && !path.startsWith('policies/tests/'));

function knownOf({ grants }: Workspace, dir: string): Known {
  const history = historyOf(dir);
  return {
    startedAt: Object.fromEntries(startsOf(grants.values(), history)),
    heldSince: Object.fromEntries(heldSince([...grants.keys()], history)),
  };
}

const accessOf = (
  workspace: Workspace,
  source: Source,
  dir: string,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
) =>
  accessAt(
    { workspace, source, history: historyOf(dir), ledger: ledgerOf(dir), timeZone, gap: gapIn(dir) },
    now,
  );

/** What the ledger of the clone says, in numbers; nothing where it has none. */
function numbersOf(
  workspace: Workspace,
  accesses: readonly Access[],
  dir: string,
  at: { readonly now: Instant; readonly timeZone: string },
  smallestGroup: number,
): Metrics | undefined {
  const root = repositoryRoot(dir);
  if (root === undefined) return undefined;
  const git = gitAt(root);
  const commit =
    commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, `refs/heads/${ledgerBranch}`);
  if (commit === undefined) return undefined;
  const records = recordsAt(git, commit);
  return metricsOf(metricsInput({ ...at, records, workspace, accesses, git }, smallestGroup));
}

/** Where requests go. A site without a repository still shows everything, and lets the file be copied. */
function repositoryAt(options: SiteOptions, dir: string): Repository | undefined {
  const server = process.env.GITHUB_SERVER_URL || 'https://github.com';
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new EnvironmentFailure('`GITHUB_SERVER_URL` is no address such as `https://github.com`');
  try {
    const { owner, repo } = repositoryOf(options.repository, dir, apiUrlOf(undefined));
    return { url: `${server.replace(/\/+$/, '')}/${owner}/${repo}`, branch: options.branch ?? branchOf(dir) };
  } catch (error) {
    if (options.repository !== undefined || !(error instanceof EnvironmentFailure)) throw error;
    return undefined;
  }
}

/** The default branch as `origin` names it, or else the one that is checked out. */
function branchOf(dir: string): string {
  const git = gitAt(repositoryRoot(dir) ?? dir);
  const said = (args: readonly string[]) => {
    const { status, stdout } = git.run([...args]);
    return status === 0 ? stdout.toString('utf8').trim() : '';
  };
  const ofOrigin = said(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  return ofOrigin.replace(/^origin\//, '') || said(['branch', '--show-current']) || 'main';
}
