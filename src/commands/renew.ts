/** `grantbook renew`: moves the end of a grant in its file, and says what the policies think of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { editTexts } from '../load/edit.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { planRenewal, type Renewal } from '../plan/renew.ts';
import { accessAt } from './access.ts';
import { check, timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { findRoot, instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';

export interface RenewOptions {
  readonly until?: string;
  /** A length: `30d`. */
  readonly for?: string;
  readonly because: string;
  readonly requestedBy?: string;
  readonly now?: string;
}

/** Writes the file, then judges the change as a pull request would be judged. */
export function renew(
  path: string,
  options: RenewOptions,
  context: CommandContext,
): Promise<ExitCode> | ExitCode {
  const source = sourceOf(undefined, context.dir);
  const root = findRoot(context.dir);
  const wanted = relative(root, resolve(context.dir, path)).replaceAll('\\', '/');
  const workspace = readWhole(source);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const access = accessAt(
    { workspace, source, history: historyOf(context.dir), ledger: undefined, timeZone },
    now,
  ).find(({ grant }) => grant.path === wanted || grant.path === path);
  if (!access)
    throw new EnvironmentFailure(
      workspace.holdings.at(wanted)
        ? `\`${wanted}\` could not be read; \`grantbook check\` says why`
        : `there is no grant \`${path}\`; \`grantbook who <person> --all\` lists the grants of somebody`,
    );
  const plan = planRenewal(access, renewalOf(options), { now, timeZone });
  if ('problem' in plan)
    throw new EnvironmentFailure(`\`${access.grant.path}\` cannot be renewed: ${plan.problem}`);
  write(root, access, plan.values);
  context.out(`\`${access.grant.path}\` is renewed here; what a pull request with it would get:\n\n`);
  const base = historyOf(context.dir);
  return base === undefined
    ? exitCodes.ok
    : check(
        { base: base.commit, format: 'text', ...(options.now === undefined ? {} : { now: options.now }) },
        context,
      );
}

const renewalOf = ({ until, for: length, because, requestedBy }: RenewOptions): Renewal => ({
  until,
  length,
  because,
  requestedBy,
});

function write(root: string, { grant }: Access, values: Readonly<Record<string, string | null>>): void {
  const file = join(root, grant.path);
  writeFileSync(file, editTexts(readFileSync(file, 'utf8'), values));
}
