/** Keeps an issue, and a pull request that undoes it, for each commit that nobody approved and that is there still. */
import { type Kept, keepPullRequest } from '../github/automation-pull-request.ts';
import { keepIssues } from '../github/notice.ts';
import { type Incident, incidentsIn } from '../ledger/incidents.ts';
import type { ChangeSet } from '../model/change-set.ts';
import {
  incidentMarker,
  incidentPrefix,
  incidentTitle,
  renderIncident,
  renderReversal,
} from '../render/incident-markdown.ts';
import { commitOf, type GitRepository, treeOf } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt } from '../source/ledger-branch.ts';
import { branchHead } from './branch-head.ts';
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
  const incidents = incidentsIn(records, (path) => objectIds.get(path));
  const reversals = new Map<Incident, number | undefined>();
  // All in one go, and each under a name of its own: what was fetched for another one stays where it is.
  const heads =
    incidents.length === 0
      ? {}
      : fetched.more(
          {},
          Object.fromEntries(incidents.map((each) => [nameOf(each), `refs/heads/${branchOf(each)}`])),
        );
  for (const incident of incidents)
    reversals.set(incident, await reverse(incident, heads[nameOf(incident)], opened, options));
  await keepIssues(
    client,
    options.repository,
    incidentPrefix,
    incidents.map((incident) => ({
      marker: incidentMarker(incident),
      title: incidentTitle(incident),
      body: renderIncident(incident, reversals.get(incident)),
    })),
  );
  return incidents.length;
}

const nameOf = ({ record }: Incident): string => `undo-${record.commit.slice(0, 10)}`;
const branchOf = (incident: Incident): string => `grantbook/${nameOf(incident)}`;

/** The number of the open pull request that undoes an incident. It is decided like any other, at the latest within the hour. */
async function reverse(
  incident: Incident,
  head: string | undefined,
  { client, defaultBranch, fetched, base }: OpenedDefault,
  options: JobOptions,
): Promise<number | undefined> {
  const { git } = fetched;
  const kept: Kept = await keepPullRequest(client, options.repository, {
    branch: branchOf(incident),
    defaultBranch,
    base: { commit: base, tree: treeOf(git, base) },
    head: branchHead(git, head),
    changeSet: reversalOf(incident, git),
  });
  if (!('number' in kept) || kept.state === 'refused') return undefined;
  return kept.number;
}

/** Each file as the first parent of the commit had it. */
function reversalOf(incident: Incident, git: GitRepository): ChangeSet {
  const { record, changes } = incident;
  const before = record.parent === null ? undefined : commitOf(git, record.parent);
  const files = changes.map(({ path }): [string, string | null] => {
    const blob = before === undefined ? undefined : git.run(['cat-file', 'blob', `${before}:${path}`]);
    return [path, blob?.status === 0 ? blob.stdout.toString('utf8') : null];
  });
  return {
    title: `Undo what nobody approved in ${record.commit.slice(0, 10)}`,
    text: renderReversal(incident),
    files: new Map(files),
    about: changes.map(({ path, objectId }) => `${path} ${objectId}`),
  };
}
