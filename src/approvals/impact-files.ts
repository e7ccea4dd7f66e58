/** Who approves changes of files that are no grants, where a change of the policies moves it. */
import type { Workspace } from '../model/workspace.ts';
import { type Place, placesOf, probesOf } from './impact-places.ts';
import { sameWay, type Way, waysIn } from './ways.ts';

export interface FileApproverChange {
  readonly places: readonly Place[];
  readonly before: Way;
  readonly after: Way;
  /** Fewer people have to agree than before. As nobody fills two places, that is how many places there are. */
  readonly isWeaker: boolean;
}

interface At {
  readonly now: number;
  readonly timeZone: string;
}

/** What is decided differently, place by place, the weaker first. How the globs are written makes no difference. */
export function fileChanges(base: Workspace, head: Workspace, at: At): FileApproverChange[] {
  const [wayBefore, wayAfter] = [waysIn(base, at), waysIn(head, at)];
  const found = probesOf(base, head).map((probe) => {
    const [before, after] = [wayBefore(probe.path), wayAfter(probe.path)];
    const key = sameWay(before, after) ? 'unchanged' : JSON.stringify([before, after]);
    return { probe, before, after, key };
  });
  const keyOf = new Map(found.map(({ probe, key }) => [probe, key]));
  const probes = [...keyOf.keys()];
  const groups = new Map(
    found.flatMap(({ before, after, key }) =>
      key === 'unchanged' ? [] : [[key, { before, after }] as const],
    ),
  );
  return [...groups]
    .map(([key, { before, after }]) => ({
      places: placesOf(probes, (probe) => keyOf.get(probe) === key),
      before,
      after,
      isWeaker: isWeaker(before, after),
    }))
    .toSorted((a, b) => Number(b.isWeaker) - Number(a.isWeaker));
}

function isWeaker(before: Way, after: Way): boolean {
  const places = ({ stages }: Way) => stages.reduce((sum, { needed }) => sum + needed, 0);
  return places(after) < places(before);
}
