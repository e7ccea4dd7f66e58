/** What the site is made of. Whoever may not be named in it is in none of this. */
import type { Metrics } from '../ledger/metrics.ts';
import type { Access } from '../model/effective.ts';
import { type Day, dayOf, type Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Texts } from './from-texts.ts';
import type { Html } from './html.ts';
import type { Known } from './judge-text.ts';

/** A grant that gives access now. */
export interface Held {
  readonly system: string;
  readonly role: string;
  /** Who has it, where people are named. */
  readonly subject?: string;
  /** The last day of access in the time zone of the organization; `undefined` where nobody can say. */
  readonly until: Day | 'standing' | undefined;
}

/** Where the repository is on GitHub. */
export interface Repository {
  /** `https://github.com/owner/repo`. */
  readonly url: string;
  readonly branch: string;
}

/** A page that is made elsewhere: what stands in it below the title. */
export interface Sheet {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export interface SiteInput {
  /** The policies; without the people, where they are left out. */
  readonly workspace: Workspace;
  /** The same as texts, for the pages that judge requests themselves. */
  readonly texts: Texts;
  readonly known: Known;
  readonly people: boolean;
  readonly now: Instant;
  readonly timeZone: string;
  readonly held: readonly Held[];
  /** What the ledger says, in numbers; nothing where the clone has no ledger. */
  readonly numbers: Metrics | undefined;
  readonly repository: Repository | undefined;
  /** The ids of the systems for which there is an issue form. */
  readonly forms: readonly string[];
  /** The runbook of each system that has one, by its id: what stands in its page below the title. */
  readonly runbooks: ReadonlyMap<string, Html>;
  /** The workshop sheets, one for each department. */
  readonly workshops: readonly Sheet[];
}

/** The access that there is now. What ends at an instant has its last day when it ends. */
export function heldOf(
  access: readonly Access[],
  { people, timeZone }: { readonly people: boolean; readonly timeZone: string },
): readonly Held[] {
  return access
    .filter(({ notEffective, isStartLost }) => notEffective === undefined || isStartLost === true)
    .map(({ grant: { value }, end }) => ({
      system: value.system,
      role: value.role,
      ...(people ? { subject: value.subject } : {}),
      until: end === 'standing' ? 'standing' : end === 'unknown' ? undefined : dayOf(end.at - 1, timeZone),
    }));
}
