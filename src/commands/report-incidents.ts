/** Keeps an issue, and a pull request that undoes it, for each commit that nobody approved and that is there still. */
import { keepPullRequest } from '../github/automation-pull-request.ts';
import { keepIssues, type Notice } from '../github/notice.ts';
import { type Incident, incidentsIn } from '../ledger/incidents.ts';
import type { ObjectIdBefore } from '../ledger/standing.ts';
import type { ChangeSet, KeptFile } from '../model/change-set.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import {
  incidentMarker,
  incidentPrefix,
  incidentTitle,
  type Reversal,
  renderIncident,
  renderReversal,
} from '../render/incident-markdown.ts';
import { commitOf, type GitRepository, gitOutput, treeOf } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt } from '../source/ledger-branch.ts';
import type { JobOptions } from './jobs.ts';
import { allLines } from './ledger-lines.ts';
import type { OpenedDefault } from './open-default.ts';

/** Says how many there are. Repeating it changes nothing. */
export async function reportIncidents(opened: OpenedDefault, options: JobOptions): Promise<number> {
  const { fetched, base, ledger, client } = opened;
  if (ledger === undefined) return 0;
  const source = gitTree(fetched.git, base, 'the default branch');
  const objectIds = new Map(source.list().map(({ path, objectId }) => [path, objectId]));
  const records = allLines(ledgerAt(fetched.git, ledger)).flatMap(({ record }) => record ?? []);
  const incidents = incidentsIn(records, (path) => objectIds.get(path), objectIdsBefore(fetched.git));
  const notices: Notice[] = [];
  for (const incident of incidents)
    notices.push({
      marker: incidentMarker(incident),
      title: incidentTitle(incident),
      body: renderIncident(incident, await reversalFor(incident, opened, options)),
    });
  await keepIssues(client, options.repository, incidentPrefix, notices);
  return incidents.length;
}

/** What a file held before a commit; `undefined` where that is not in the history any more. Each commit is listed once. */
function objectIdsBefore(git: GitRepository): ObjectIdBefore {
  const listings = new Map<string, ReadonlyMap<string, string>>();
  return ({ parent }, path) => {
    if (parent === null) return null;
    const known = listings.get(parent);
    if (known) return known.get(path) ?? null;
    if (commitOf(git, parent) === undefined) return undefined;
    const args = ['ls-tree', '-r', '-z', '--full-tree', parent];
    const listing = gitOutput(git, args, 'the files before an incident could not be listed').toString('utf8');
    const files = listing.split('\0').flatMap((line): [string, string][] => {
      const [, , objectId] = line.split('\t', 1)[0]?.split(' ') ?? [];
      return objectId === undefined ? [] : [[line.slice(line.indexOf('\t') + 1), objectId]];
    });
    const found = new Map(files);
    listings.set(parent, found);
    return found.get(path) ?? null;
  };
}

/** One that cannot be undone must not keep anybody from hearing of it, or of the others. */
async function reversalFor(
  incident: Incident,
  opened: OpenedDefault,
  options: JobOptions,
): Promise<Reversal> {
  try {
    return await reverse(incident, opened, options);
  } catch (error) {
    const reason = (error as Error).message;
    options.log(`What ${incident.record.commit} brought cannot be undone by a pull request: ${reason}`);
    return { state: 'impossible', reason };
  }
}

/** The pull request that undoes an incident. It is decided like any other, at the latest within the hour. */
async function reverse(
  incident: Incident,
  { client, defaultBranch, fetched, base }: OpenedDefault,
  options: JobOptions,
): Promise<Reversal> {
  const { git } = fetched;
  const kept = await keepPullRequest(client, options.repository, {
    branch: `grantbook/undo-${incident.record.commit.slice(0, 10)}`,
    defaultBranch,
    base: { commit: base, tree: treeOf(git, base) },
    changeSet: reversalOf(incident, git),
  });
  if (!('number' in kept)) throw new EnvironmentFailure('there is nothing to change');
  return { state: kept.state === 'refused' ? 'refused' : 'open', number: kept.number };
}

/** Each file as the first parent of the commit had it. */
function reversalOf(incident: Incident, git: GitRepository): ChangeSet {
  const { record, changes } = incident;
  const before = record.parent === null ? undefined : commitOf(git, record.parent);
  const files = changes.map(({ path }): [string, KeptFile | null] => {
    return [path, before === undefined ? null : fileAt(git, before, path)];
  });
  return {
    title: `Undo what nobody approved in ${record.commit.slice(0, 10)}`,
    text: renderReversal(incident),
    files: new Map(files),
    about: changes.map(({ path, objectId }) => `${path} ${objectId}`),
  };
}

/** The file at a path; `null` where there is none, also where a folder or a submodule is there. */
function fileAt(git: GitRepository, commit: string, path: string): KeptFile | null {
  const listing = gitOutput(
    git,
    ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path],
    'what a commit held could not be listed',
  );
  const [, mode, objectId] =
    /^(100644|100755|120000) blob ([0-9a-f]+)\t/.exec(listing.toString('utf8')) ?? [];
  return objectId === undefined ? null : { objectId, mode: mode as KeptFile['mode'] };
}
