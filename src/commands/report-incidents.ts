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
import { commitOf, type GitRepository, treeOf } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { everythingIn, type TreeEntry } from '../source/tree-listing.ts';
import { earlierBaseFor } from './earlier-base.ts';
import type { JobOptions } from './jobs.ts';
import { recordsAt } from './ledger-lines.ts';
import type { OpenedDefault } from './open-default.ts';

/** Says how many there are. Repeating it changes nothing. */
export async function reportIncidents(opened: OpenedDefault, options: JobOptions): Promise<number> {
  const { fetched, base, ledger, client } = opened;
  if (ledger === undefined) return 0;
  const source = gitTree(fetched.git, base, 'the default branch');
  const objectIds = new Map(source.list().map(({ path, objectId }) => [path, objectId]));
  const records = recordsAt(fetched.git, ledger);
  const entriesAt = entriesAtEach(fetched.git);
  const before: ObjectIdBefore = ({ parent }, path) => {
    if (parent === null) return null;
    const entries = entriesAt(parent);
    return entries && (entries.get(path)?.objectId ?? null);
  };
  const incidents = incidentsIn(records, (path) => objectIds.get(path), before);
  const notices: Notice[] = [];
  for (const incident of incidents)
    notices.push({
      marker: incidentMarker(incident),
      title: incidentTitle(incident),
      body: renderIncident(incident, await reversalFor(incident, entriesAt, opened, options)),
    });
  await keepIssues(client, options.repository, incidentPrefix, notices);
  return incidents.length;
}

type EntriesAt = (commit: string) => ReadonlyMap<string, TreeEntry> | undefined;

/** What a commit held; `undefined` where it is not in the history any more. Each commit is listed once. */
function entriesAtEach(git: GitRepository): EntriesAt {
  const listings = new Map<string, ReturnType<EntriesAt>>();
  return (commit) => {
    if (!listings.has(commit)) {
      const isThere = commitOf(git, commit) !== undefined;
      listings.set(commit, isThere ? everythingIn(git, commit, 'what was before an incident') : undefined);
    }
    return listings.get(commit);
  };
}

/** One that cannot be undone must not keep anybody from hearing of it, or of the others. */
async function reversalFor(
  incident: Incident,
  entriesAt: EntriesAt,
  opened: OpenedDefault,
  options: JobOptions,
): Promise<Reversal> {
  try {
    return await reverse(incident, reversalOf(incident, entriesAt), opened, options);
  } catch (error) {
    const reason = (error as Error).message;
    options.log(`What ${incident.record.commit} brought cannot be undone by a pull request: ${reason}`);
    return { state: 'impossible', reason };
  }
}

/** The pull request that undoes an incident. It is decided like any other, at the latest within the hour. */
async function reverse(
  { record }: Incident,
  changeSet: ChangeSet,
  { client, defaultBranch, fetched, base }: OpenedDefault,
  options: JobOptions,
): Promise<Reversal> {
  const { git } = fetched;
  const kept = await keepPullRequest(client, options.repository, {
    branch: `grantbook/undo-${record.commit.slice(0, 10)}`,
    defaultBranch,
    base: { commit: base, tree: treeOf(git, base) },
    earlierBase: earlierBaseFor(changeSet, git, base),
    changeSet,
  });
  if (!('number' in kept)) throw new EnvironmentFailure('there is nothing to change');
  return { state: kept.state === 'refused' ? 'refused' : 'open', number: kept.number };
}

/** Each file as the first parent of the commit had it; `null` where there was none, or a submodule. */
function reversalOf(incident: Incident, entriesAt: EntriesAt): ChangeSet {
  const { record, changes } = incident;
  const before = record.parent === null ? undefined : entriesAt(record.parent);
  return {
    title: `Undo what nobody approved in ${record.commit.slice(0, 10)}`,
    text: renderReversal(incident),
    files: new Map(changes.map(({ path }) => [path, keptFile(before?.get(path))])),
    about: changes.map(({ path, objectId }) => `${path} ${objectId}`),
  };
}

function keptFile(entry: TreeEntry | undefined): KeptFile | null {
  return entry && isFile(entry) ? entry : null;
}

const isFile = (entry: TreeEntry): entry is KeptFile => /^(100644|100755|120000)$/.test(entry.mode);
