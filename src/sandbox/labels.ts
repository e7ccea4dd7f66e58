import { describeLabel } from './describe.ts';
import { describeIssue } from './describe-issue.ts';
import { notFound, refusal, validationFailed } from './errors.ts';
import { issueIn, issueWriters } from './issue.ts';
import { created, type Operations, ok, type RepositoryCall, reads, writes } from './operation.ts';
import { listed } from './paging.ts';
import type { Issue, Label, Repository } from './state.ts';
import type { World } from './world.ts';

interface LabelNames {
  readonly labels?: readonly (string | { readonly name: string })[];
}

const writers = { app: issueWriters, role: 'triage' } as const;
const readable = 'issues:read|pull_requests:read';
const key = (name: string): string => name.toLowerCase();

/** Finds a label, or makes it: GitHub does so when an issue gets one that is new. */
export function labelNamed(world: World, repository: Repository, name: string, color = 'ededed'): Label {
  const known = repository.labels.get(key(name));
  if (known) return known;
  const label = { id: world.nextId(), name, color, description: null };
  repository.labels.set(key(name), label);
  return label;
}

/** Assigns those of some people who can see the repository; GitHub passes over the others in silence. */
export function assign(world: World, repository: Repository, issue: Issue, logins: readonly string[]): void {
  for (const login of logins) {
    const account = world.account(login);
    if (account && repository.collaborators.has(key(login)) && !issue.assignees.includes(account))
      issue.assignees.push(account);
  }
}

const labelsOf = ({ world, repository }: RepositoryCall, { labels }: Issue) =>
  ok(labels.map((label) => describeLabel(world, repository, label)));

const named = (world: World, repository: Repository, body: LabelNames): Label[] =>
  (body.labels ?? []).map((label) =>
    labelNamed(world, repository, typeof label === 'string' ? label : label.name),
  );

/** Labels of repositories, issues and pull requests, and who is assigned. */
export const labelOperations: Operations = {
  'issues/list-labels-for-repo': reads(readable, (call) =>
    listed(call, [...call.repository.labels.values()], (label) =>
      describeLabel(call.world, call.repository, label),
    ),
  ),

  'issues/create-label': writes<{ readonly name: string; readonly color?: string }>(
    { app: writers.app, role: 'write' },
    ({ world, repository, body }) => {
      if (repository.labels.has(key(body.name)))
        throw validationFailed({ resource: 'Label', field: 'name', code: 'already_exists' });
      return created(describeLabel(world, repository, labelNamed(world, repository, body.name, body.color)));
    },
  ),

  'issues/get-label': reads(readable, ({ world, repository, path }) => {
    const label = repository.labels.get(key(path.name ?? ''));
    if (!label) throw notFound();
    return ok(describeLabel(world, repository, label));
  }),

  'issues/list-labels-on-issue': reads(readable, (call) =>
    listed(call, issueIn(call).labels, (label) => describeLabel(call.world, call.repository, label)),
  ),

  'issues/add-labels': writes<LabelNames>(writers, (call) => {
    const issue = issueIn(call);
    issue.labels = [...new Set([...issue.labels, ...named(call.world, call.repository, call.body)])];
    return labelsOf(call, issue);
  }),

  'issues/set-labels': writes<LabelNames>(writers, (call) => {
    const issue = issueIn(call);
    issue.labels = named(call.world, call.repository, call.body);
    return labelsOf(call, issue);
  }),

  'issues/remove-label': writes(writers, (call) => {
    const issue = issueIn(call);
    const label = issue.labels.find(({ name }) => key(name) === key(call.path.name ?? ''));
    if (!label) throw refusal(404, 'Label does not exist');
    issue.labels = issue.labels.filter((other) => other !== label);
    return labelsOf(call, issue);
  }),

  'issues/add-assignees': writes<{ readonly assignees?: readonly string[] }>(writers, (call) => {
    const issue = issueIn(call);
    assign(call.world, call.repository, issue, call.body.assignees ?? []);
    return created(describeIssue(call.world, call.repository, issue));
  }),
};
