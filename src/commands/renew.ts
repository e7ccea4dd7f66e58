/** `grantbook renew`: moves the end of a grant in its file, where the policies let it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { editTexts } from '../load/edit.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { planRenewal, type Renewal } from '../plan/renew.ts';
import { renewLater } from '../plan/renew-later.ts';
import { changedValues } from '../render/changed-values.ts';
import { compareSources, type SourceChange } from '../source/change.ts';
import { repositoryRoot } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import type { History } from '../source/history.ts';
import { withFiles } from '../source/overlay.ts';
import type { Source } from '../source/source.ts';
import { accessAt } from './access.ts';
import { printChange, timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { type Evaluation, evaluateChange } from './evaluate.ts';
import { type Gap, gapIn, gapInWords } from './gap.ts';
import { findRoot, instantOf, sourceOf } from './places.ts';
import { readPolicies, readWhole } from './read.ts';
import { historyOf } from './starts.ts';

export interface RenewOptions {
  readonly until?: string;
  /** A length: `30d`. */
  readonly for?: string;
  readonly because: string;
  readonly requestedBy?: string;
  readonly ticket?: string;
  readonly now?: string;
  /** Says what it would be, and writes nothing. */
  readonly preview?: boolean;
}

/** Judges the change as a pull request would be judged, and writes the file where nothing stands in the way. */
export function renew(path: string, options: RenewOptions, context: CommandContext): ExitCode {
  if (options.until === undefined && options.for === undefined)
    throw new EnvironmentFailure('say until when, or for how long: add `--until 2027-01-31` or `--for 30d`');
  const source = sourceOf(undefined, context.dir);
  const root = findRoot(context.dir);
  const wanted = relative(root, resolve(context.dir, path)).replaceAll('\\', '/');
  const workspace = readWhole(source);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const history = historyOf(context.dir);
  const at: At = { history, gap: gapIn(context.dir), timeZone, now };
  const here = accessesIn(workspace, source, at).find(
    ({ grant }) => grant.path === wanted || grant.path === path,
  );
  if (!here)
    throw new EnvironmentFailure(
      workspace.holdings.at(wanted)
        ? `\`${wanted}\` could not be read; \`grantbook check\` says why`
        : `there is no grant \`${path}\`; \`grantbook who <person> --all\` lists the grants of somebody`,
    );
  const access = withCommittedEnd(here, at);
  if (at.gap && access.isStartLost) throw new EnvironmentFailure(gapInWords(at.gap, 1));
  const file = access.grant.path;
  const plan = planRenewal(access, renewalOf(options), { now, timeZone });
  if ('problem' in plan) throw new EnvironmentFailure(`\`${file}\` cannot be renewed: ${plan.problem}`);
  const before = readFileSync(join(root, file), 'utf8');
  const text = editTexts(before, plan.values);
  const write = () => {
    if (!options.preview) writeFileSync(join(root, file), text);
  };
  const said = changedValues(access.grant.value, plan.values);

  if (!history) {
    write();
    const why =
      repositoryRoot(context.dir) === undefined
        ? 'this folder is in no git repository'
        : 'this repository has no commit yet';
    context.out(`${said}\n`);
    context.err(
      `The file ${options.preview ? 'would be' : 'is'} changed, but it could not be judged: ${why}. Run \`${context.program} check\`.\n`,
    );
    return exitCodes.unusable;
  }
  const change = changeTo(file, text, source, history);
  const evaluation = withAdvice(
    evaluateChange(change, () => now),
    access,
  );
  if (evaluation.diagnostics.some(({ severity }) => severity === 'error')) {
    context.err('Not written, because a pull request with it could not be approved:\n\n');
    // Nobody can be asked for it, so nobody is named.
    const verdict = { ...evaluation.verdict, requirements: [] };
    return printChange('text', change, { ...evaluation, verdict }, context);
  }
  write();
  context.out(
    `\`${file}\` ${options.preview ? 'would be' : 'is'} renewed here. ${said}\n\nA pull request with it would get:\n\n`,
  );
  return printChange('text', change, evaluation, context);
}

const renewalOf = ({ until, for: length, because, requestedBy, ticket }: RenewOptions): Renewal => ({
  until,
  length,
  because,
  requestedBy,
  ticket,
});

interface At {
  readonly history: History | undefined;
  readonly gap: Gap | undefined;
  readonly timeZone: string;
  readonly now: Instant;
}

const accessesIn = (workspace: Workspace, source: Source, { now, ...at }: At): Access[] =>
  accessAt({ workspace, source, ledger: undefined, ...at }, now);

/**
 * The grant as it stands here, with the end that it has in the last commit: what somebody wrote into the file since, and
 * may have to correct, is no end that anybody approved. What is over there was asked for anew here.
 */
function withCommittedEnd(here: Access, at: At): Access {
  const { path } = here.grant;
  const { history, now } = at;
  if (!history) return here;
  const source = gitTree(history.git, history.commit, 'the last commit');
  if (source.list([path]).length === 0) return here;
  const committed = accessesIn(
    readPolicies(source, () => [path]),
    source,
    at,
  ).find(({ grant }) => grant.path === path);
  if (!committed || (typeof committed.end === 'object' && committed.end.at <= now)) return here;
  const { end, startedAt, isStartLost } = committed;
  return { grant: here.grant, startedAt, end, ...(isStartLost ? { isStartLost } : {}) };
}

/**
 * The change that this text alone makes to the last commit, whatever else is being worked on. A grant that is not
 * committed yet may depend on other files that are not either, so that it is judged with all of them.
 */
function changeTo(path: string, text: string, folder: Source, history: History): SourceChange {
  const { git, commit } = history;
  const base = gitTree(git, commit, `HEAD (${commit.slice(0, 10)})`);
  const isCommitted = base.list([path]).length > 0;
  const head = withFiles(isCommitted ? base : folder, new Map([[path, text]]), 'the renewal');
  return { ...compareSources(base, head), baseCommit: commit, history };
}

/** Says of an end that is too far away from which day on it is not, where the present one is the latest possible. */
function withAdvice(evaluation: Evaluation, { grant, end }: Access): Evaluation {
  const { grants, workspace, now, timeZone } = evaluation;
  const after = grants.find(({ path }) => path === grant.path)?.after?.value;
  const help =
    after && typeof end === 'object'
      ? renewLater({ grant: after, end: end.at, workspace, now, timeZone })
      : undefined;
  if (help === undefined) return evaluation;
  return {
    ...evaluation,
    diagnostics: evaluation.diagnostics.map((found) =>
      found.code === 'GB203' && found.path === grant.path ? { ...found, help } : found,
    ),
  };
}
