/** What the sandbox remembers beside git. Everything here is plain data; what may happen to it stands by subject. */
import type { Protection, Ruleset, WorkflowRun } from './settings.ts';

/** A person, a bot or an organization. */
export interface Account {
  readonly id: number;
  /** People rename their accounts, and another one may then take the name. */
  login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly name: string | null;
  /** The address whose commits are attributed to the account. */
  readonly email: string;
  readonly createdAt: string;
}

/** `read` or `write` for each thing that an app may touch, e.g. `checks`; what is not named is not allowed. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** A GitHub App; the `GITHUB_TOKEN` of a workflow belongs to the app `github-actions`. */
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly permissions: Permissions;
  readonly createdAt: string;
}

/** Whoever a token speaks for: a person, or an app through its bot. */
export interface Actor {
  readonly account: Account;
  readonly app: App | null;
  readonly permissions: Permissions;
}

/** A collaborator's role in a repository, from least to most. */
export const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof roles)[number];

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** A label of a repository. */
export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

/** A comment in the conversation of an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly author: Account;
  readonly app: App | null;
  readonly createdAt: string;
  updatedAt: string;
  body: string;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

/** A review; the commit that it was given on never changes. */
export interface Review {
  readonly id: number;
  readonly author: Account;
  readonly commit: string;
  body: string;
  state: ReviewState;
  submittedAt: string | null;
}

/** What makes an issue a pull request. */
export interface Pull {
  readonly headRepository: Repository;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  /** The tip of the base when the head or the base last changed; like GitHub's, it can be out of date. */
  baseSha: string;
  draft: boolean;
  readonly maintainerCanModify: boolean;
  readonly reviews: Review[];
  readonly requestedReviewers: Account[];
  readonly requestedTeams: Team[];
  mergedAt: string | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
}

/** Something that happened to an issue or pull request, for the timeline. */
export interface IssueEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: Account;
  readonly app: App | null;
  readonly createdAt: string;
  readonly commit: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An issue. A pull request is an issue with more to it, and shares the numbers. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly app: App | null;
  readonly createdAt: string;
  updatedAt: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  closedAt: string | null;
  closedBy: Account | null;
  labels: Label[];
  assignees: Account[];
  readonly comments: Comment[];
  readonly events: IssueEvent[];
  readonly pull: Pull | null;
}

/** An issue that is known to be a pull request. */
export type PullRequest = Issue & { readonly pull: Pull };

/** A note of a check run on lines of a file. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

/** A check run of an app on a commit. */
export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  readonly app: App;
  readonly headSha: string;
  readonly startedAt: string;
  name: string;
  status: string;
  conclusion: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
}

/** A commit status: older than check runs, and open to any user with write access. */
export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: string;
}

/** A change of a branch and who made it, as the activity view shows it. */
export interface Activity {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: Account;
  readonly type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';
  readonly at: string;
}

/** A team of an organization. */
export interface Team {
  readonly id: number;
  slug: string;
  name: string;
  readonly organization: Account;
  readonly parent: Team | null;
  /** Its own members, by login in small letters; those of teams below it are not among them. */
  readonly members: Map<string, Account>;
  readonly maintainers: Set<Account>;
}

/** An invitation to a repository that nobody has answered yet. */
export interface RepositoryInvitation {
  readonly id: number;
  readonly invitee: Account;
  readonly inviter: Account;
  readonly createdAt: string;
  role: Role;
}

/** A repository: its bare git directory and everything about it that git does not hold. */
export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly gitDir: string;
  readonly createdAt: string;
  readonly forkOf: Repository | null;
  mergeMethods: ReadonlySet<MergeMethod>;
  /** Whether whoever may read may fork. */
  allowForking: boolean;
  /** A private repository on the plan `free` has no rulesets and no branch protection. */
  plan: 'free' | 'team';
  /** What `GITHUB_TOKEN` may do where a workflow does not say. */
  workflowPermissions: 'read' | 'write';
  actionsMayApprove: boolean;
  readonly collaborators: Map<string, Role>;
  readonly invitations: RepositoryInvitation[];
  readonly teams: Map<string, Role>;
  /** Slugs of the apps that are installed here; null for all. */
  readonly apps: ReadonlySet<string> | null;
  readonly protections: Map<string, Protection>;
  rulesets: readonly Ruleset[];
  readonly workflowRuns: WorkflowRun[];
  readonly issues: Map<number, Issue>;
  readonly labels: Map<string, Label>;
  readonly checkRuns: CheckRun[];
  readonly statuses: Status[];
  readonly activities: Activity[];
  /** Branches as last seen, to tell what a push changed. */
  refs: Map<string, string>;
  pushedAt: string;
}
