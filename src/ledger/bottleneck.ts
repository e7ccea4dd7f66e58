/** What a reader should see first: where requests wait, which of them are wrong, what is overdue. */
import type { Group, Metrics } from './metrics.ts';
import type { StageGroup } from './stage-numbers.ts';

export type Phase = keyof Metrics['spent'];

export interface Bottleneck {
  /** The step that all requests together spent most time in, and its share of all that time, from 0 to 1. */
  readonly phase?: { readonly phase: Phase; readonly share: number };
  /** Whom requests wait for longest, at which system. */
  readonly stage?: StageGroup;
  /** The system at which approvals take longest, where nobody may be told for whom requests wait. */
  readonly approving?: Group;
  /** The system in which it takes longest until what is approved is there. */
  readonly provisioning?: Group;
  /** The department whose requests are wrong at first most often. */
  readonly training?: Group;
}

/** Of fewer requests than these, no pattern is made, as long as there are others of which there are more. */
const enough = 3;

/** In milliseconds. Whoever waits for less than this waits for nobody. */
const noticeable = 60_000;

export function bottleneckOf({
  spent,
  stages,
  stagesBySystem,
  systems,
  departments,
  first,
}: Metrics): Bottleneck {
  const phases = Object.entries(spent) as [Phase, number][];
  const all = phases.reduce((sum, [, time]) => sum + time, 0);
  const [phase, time] = phases.toSorted(([, a], [, b]) => b - a)[0] ?? ['toApprove', 0];
  // Where too few people approve at each system, what all systems have in common can still be told.
  const stage = largest(stagesBySystem, ({ wait }) => wait) ?? largest(stages, ({ wait }) => wait);
  const approving = stage ? undefined : largest(systems, ({ times }) => times.toApprove);
  const provisioning = largest(systems, ({ times }) => times.toProvision);
  return {
    ...(time >= noticeable ? { phase: { phase, share: time / all } } : {}),
    ...(stage ? { stage } : {}),
    ...(approving ? { approving } : {}),
    ...(provisioning ? { provisioning } : {}),
    ...trainingOf(departments, first),
  };
}

/** The one with the largest median, by preference among those of which there are enough. */
function largest<T>(
  items: readonly T[],
  spreadIn: (item: T) => { readonly count: number; readonly median: number } | undefined,
): T | undefined {
  const measured = items.flatMap((item) => {
    const spread = spreadIn(item);
    return spread && spread.median >= noticeable ? [{ item, ...spread }] : [];
  });
  const many = measured.filter(({ count }) => count >= enough);
  return (many.length > 0 ? many : measured).toSorted((a, b) => b.median - a.median || b.count - a.count)[0]
    ?.item;
}

/** A department is named only where it is wrong more often than all together, and more than once. */
function trainingOf(departments: readonly Group[], all: Metrics['first']): Pick<Bottleneck, 'training'> {
  const share = ({ known, wrong }: { readonly known: number; readonly wrong: number }) =>
    known === 0 ? 0 : wrong / known;
  const [worst] = departments
    .filter(({ id, first }) => id !== null && id !== '' && first.wrong > 1 && share(first) > share(all))
    .toSorted((a, b) => share(b.first) - share(a.first) || b.first.wrong - a.first.wrong);
  return worst ? { training: worst } : {};
}
