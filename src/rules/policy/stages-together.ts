/** Stages that have people enough each, but not together: no person fills two places. */
import type { Finding } from '../../model/diagnostic.ts';
import type { Workspace } from '../../model/workspace.ts';
import { finding, inWords } from '../define.ts';
import { takePlace } from '../take-place.ts';
import { type ApproverList, peopleMeant } from './approver-reach.ts';

/** The first stage of each policy, and of each entry of `policyChanges`, for which nobody is left. */
export function* tooFewTogether(lists: readonly ApproverList[], workspace: Workspace): Iterable<Finding> {
  const together = new Map<string, ApproverList[]>();
  for (const list of lists) {
    const [kind, at, stages] = list.pointer;
    if (stages !== 'stages' || !isDistinct(list)) continue;
    const key = `${kind} ${at}`;
    together.set(key, [...(together.get(key) ?? []), list]);
  }
  for (const stages of together.values()) {
    const list = firstWithout(stages, workspace);
    if (list) yield finding(list.file, list.pointer, saidOf(list));
  }
}

/** Whether each place has to have somebody else. An escalation may bring more people, whom nobody counts here. */
const isDistinct = ({ policy }: ApproverList): boolean =>
  (policy?.distinct ?? true) && policy?.escalation === undefined;

function firstWithout(stages: readonly ApproverList[], workspace: Workspace): ApproverList | undefined {
  const taken = new Map<string, readonly string[]>();
  for (const [index, stage] of stages.entries()) {
    const people = peopleMeant(stage.approvers, workspace);
    // Too few for this stage alone is said of it.
    if (people === undefined || people.length < stage.needed) continue;
    for (let place = 0; place < stage.needed; place += 1)
      if (!takePlace(`${index} ${place}`, people, taken)) return stage;
  }
  return undefined;
}

const saidOf = ({ what, approvers, policy }: ApproverList) => ({
  message: `nobody is left for ${what}: no person fills two places, and everybody whom ${inWords(approvers, 'or')} ${approvers.length === 1 ? 'means' : 'mean'} is needed for the stages before`,
  help: policy
    ? 'name more people in one of the stages, or write `distinct: false` if the same person may approve in both'
    : 'name more people in one of the stages, or make one stage of them',
});
