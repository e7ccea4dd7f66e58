/** Reads what an audit needs out of a clone, and nothing else: git and the ledger’s branch, never GitHub. */
import { createHash } from 'node:crypto';
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import { peopleNamedIn } from '../ledger/audit-answer.ts';
import { eventsIn } from '../ledger/audit-events.ts';
import { auditRows } from '../ledger/audit-report.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../model/period.ts';
import type { Settings } from '../model/settings.ts';
import type { Holding } from '../model/workspace.ts';
import { wholeLine } from '../source/first-parent-line.ts';
import { commitOf, type GitRepository, gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import type { Source } from '../source/source.ts';
import { type AccessFound, accessIn } from './audit-history.ts';
import { namesOf, settingsAt } from './audit-names.ts';
import { type Timeline, timelineOf } from './audit-timeline.ts';
import { allLines } from './ledger-lines.ts';
import { ledgerMissing } from './local-ledger.ts';

/** A clone, read as far as no question was asked yet. */
export interface AuditPlace {
  readonly git: GitRepository;
  readonly timeline: Timeline;
  readonly branch: AuditAnswer['branch'];
  readonly ledger: AuditAnswer['ledger'];
  readonly settings: Settings | undefined;
  readonly timeZone: string;
  readonly unknown: readonly string[];
  /** The digest of the last line of the ledger, from which samples are drawn. */
  readonly seed: string | undefined;
  /** Whether lines of the ledger could not be read. */
  readonly isDamaged: boolean;
}

/** Reads the history and the ledger. @throws EnvironmentFailure where the clone cannot answer anything. */
export function auditPlace(dir: string): AuditPlace {
  const root = repositoryRoot(dir);
  if (root === undefined)
    throw new EnvironmentFailure(
      'this folder is in no git repository, and an audit reads nothing but its history; clone the repository and run it there',
    );
  const git = gitAt(root);
  if (isShallow(git))
    throw new EnvironmentFailure(
      'this clone is shallow, so most of the history is missing; run `git fetch --unshallow` first',
    );
  const branch = branchIn(git);
  const ledgerCommit =
    commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, `refs/heads/${ledgerBranch}`);
  const lines = ledgerCommit === undefined ? [] : allLines(ledgerAt(git, ledgerCommit));
  const records = lines.flatMap(({ record }) => record ?? []);
  const timeline = timelineOf(wholeLine(git, branch.commit), records, ledgerCommit !== undefined);
  const settings = settingsAt(gitTree(git, branch.commit, branch.name));
  const broken = lines.filter(({ problem }) => problem !== undefined);
  const began = timeline.ledger?.begun;
  return {
    git,
    timeline,
    branch,
    ledger:
      ledgerCommit === undefined
        ? undefined
        : {
            commit: ledgerCommit,
            records: records.length,
            ...(began === undefined ? {} : { began: new Date(began).toISOString() }),
          },
    settings,
    timeZone: settings?.timeZone ?? 'UTC',
    unknown: [
      ...(ledgerCommit === undefined
        ? [
            `Who approved anything, and whether anybody did: ${ledgerMissing(git)}. The access below is what the files said.`,
          ]
        : []),
      ...(timeline.ledger !== undefined && began === undefined
        ? [
            'What was approved: no line of the ledger says when it began, so nothing in it counts, and no access is listed. Run `grantbook ledger verify`.',
          ]
        : []),
      ...(broken.length > 0
        ? [
            `What stands in ${broken.length === 1 ? 'a line' : `${broken.length} lines`} of the ledger that cannot be read: ${broken
              .slice(0, 3)
              .map(({ place, problem }) => `${place.file}:${place.line} (${problem})`)
              .join('; ')}. Run \`grantbook ledger verify\`.`,
          ]
        : []),
      ...(settings
        ? []
        : [
            'The time zone of the organization, since `policies/grantbook.yaml` cannot be read; days are counted in UTC.',
          ]),
    ],
    seed: lines.at(-1)?.digest,
    isDamaged: broken.length > 0 || (timeline.ledger !== undefined && began === undefined),
  };
}

/** The default branch as `origin` names it, or else what is checked out. */
function branchIn(git: GitRepository): AuditAnswer['branch'] {
  const named = git.run(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const ofOrigin = commitOf(git, 'refs/remotes/origin/HEAD');
  const commit = ofOrigin ?? commitOf(git, 'HEAD');
  if (commit === undefined) throw new EnvironmentFailure('there is no commit here');
  const current = git.run(['branch', '--show-current']).stdout.toString('utf8').trim();
  const name = named.stdout.toString('utf8').trim();
  return { name: (ofOrigin === undefined ? current : name.replace(/^origin\//, '')) || 'HEAD', commit };
}

/** A question: the first and the last day, and whose or what access. */
export interface AuditQuestion {
  readonly from: Day;
  readonly to: Day;
  readonly system?: string | undefined;
  readonly role?: string | undefined;
  readonly person?: string | undefined;
}

/** What was found, with what is needed for more than the answer. */
export interface AuditFound {
  readonly answer: AuditAnswer;
  readonly found: AccessFound;
}

/** Answers a question. */
export function auditOf(place: AuditPlace, question: AuditQuestion, clock: Instant): AuditFound {
  const { git, timeline, timeZone, settings } = place;
  const { system, role, person } = question;
  const from = startOfDay(question.from, timeZone);
  const to = startOfDay(addDays(question.to, 1), timeZone);
  const wanted = (grant: Holding) =>
    (system === undefined || grant.system === system) &&
    (role === undefined || grant.role === role) &&
    (person === undefined || grant.subject === person);
  const found = accessIn(git, timeline, { wanted, from, to }, timeZone);
  const access = auditRows({ ...timeline, ...found, now: clock });
  const isAll = system === undefined && person === undefined;
  const paths = new Set(timeline.grants.filter(wanted).map(({ path }) => path));
  const events = eventsIn(timeline.records, {
    from,
    to,
    wanted: (path) => isAll || paths.has(path),
    wantsSystem: (id) => person === undefined && (system === undefined || id === system),
    objectIdAt: (path) => timeline.tip.get(path),
  });
  const then = timeline.commits.findLast(({ at }) => at < to);
  const policies = then && gitTree(git, then.commit, `\`${then.commit.slice(0, 10)}\``);
  const changed = timeline.commits.findLast(
    ({ at, changes }) => at < to && changes.some(({ path }) => path.startsWith('policies/')),
  );
  return {
    found,
    answer: {
      organization: settings?.organization ?? 'this organization',
      timeZone,
      asked: {
        from: question.from,
        to: question.to,
        ...(system === undefined ? {} : { system }),
        ...(role === undefined ? {} : { role }),
        ...(person === undefined ? {} : { person }),
      },
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      readAt: new Date(clock).toISOString(),
      branch: place.branch,
      ...(place.ledger ? { ledger: place.ledger } : {}),
      ...(then && policies && changed
        ? {
            policy: {
              commit: then.commit,
              digest: digestOfPolicies(policies),
              since: new Date(changed.at).toISOString(),
            },
          }
        : {}),
      ...(settings?.repository === undefined ? {} : { repository: settings.repository.replace(/\/+$/, '') }),
      unknown: [...place.unknown, ...unknownIn(place, question, found)],
      access,
      ...events,
      names: namesOf(
        git,
        timeline,
        policies,
        peopleNamedIn({ access, reviews: events.reviews }),
        found.people,
      ),
    },
  };
}

function unknownIn(
  { timeline, ledger, timeZone }: AuditPlace,
  question: AuditQuestion,
  found: AccessFound,
): readonly string[] {
  const [first] = timeline.commits;
  const firstDay = first && dayOf(first.at, timeZone);
  const began = ledger?.began === undefined ? undefined : dayOf(Date.parse(ledger.began), timeZone);
  return [
    ...(firstDay !== undefined && firstDay > question.from
      ? [`Anything before ${firstDay}, the day of the first commit of the repository.`]
      : []),
    ...(began !== undefined && began > question.from
      ? [
          `Who approved anything before ${began}, the day on which the ledger began.${began > question.to ? ' The access below is what the files said.' : ''}`,
        ]
      : []),
    ...found.unreadable.map(
      ({ path, commit }) =>
        `What \`${path}\` said after commit ${commit.slice(0, 10)}: it cannot be read, and gave no access.`,
    ),
  ];
}

/** As `decide` counts it: one digest for all policy files and their contents. */
function digestOfPolicies(source: Source): string {
  const hash = createHash('sha256');
  for (const { path, objectId } of source.list(['policies'])) hash.update(`${objectId} ${path}\n`);
  return `sha256:${hash.digest('hex')}`;
}
