/** How long requests waited for each kind of approver. */
import type { GrantRequest } from './requests.ts';
import { type Spread, spreadOfMany } from './spread.ts';

/** How long requests waited for approvers of one kind; at one system, where one is named. */
export interface StageGroup {
  readonly system?: string;
  /** Expressions of the approval policies: `manager`, `group:security`. */
  readonly approvers: readonly string[];
  readonly wait: Spread;
}

/** A stage tells of those who approve in it, so that enough of them have to stand behind it, too. */
export function stageGroups(
  requests: readonly GrantRequest[],
  smallest: number,
  by: 'system' | '',
): readonly StageGroup[] {
  const waits = requests.flatMap((request) =>
    request.waits.flatMap((wait) => {
      const grant = request.grants.find(({ path }) => path === wait.path);
      return grant ? [{ ...wait, system: by === '' ? undefined : grant.system, subject: grant.subject }] : [];
    }),
  );
  const groups = new Map<string, (typeof waits)[number][]>();
  for (const each of waits) {
    const key = JSON.stringify([each.system, each.approvers]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()]
    .flatMap((group): StageGroup[] => {
      const [first] = group;
      const spread = (peopleOf: (each: (typeof group)[number]) => readonly string[]) =>
        spreadOfMany(
          group.map((each) => ({ value: each.wait, people: peopleOf(each) })),
          smallest,
        );
      const wait = spread(({ subject }) => [subject]) && spread((each) => each.by);
      if (!first || !wait) return [];
      const { approvers, system } = first;
      return [{ ...(system === undefined ? {} : { system }), approvers, wait }];
    })
    .toSorted((a, b) => b.wait.median - a.wait.median);
}
