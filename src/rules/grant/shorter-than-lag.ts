import { firstInstant, lastWholeDay, lengthOf } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import {
  addDuration,
  dayOf,
  durationInWords,
  endOf,
  type Instant,
  parseDuration,
} from '../../model/period.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import { isByHand } from '../../model/runbook-parts.ts';
import type { Sourced } from '../../model/workspace.ts';
import { factsOf, isTouched } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const byHand = {
  [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}executors: ["user:rui.alves"]
connector: { type: task, lag: 1d }
`,
};

export const shorterThanLag: GrantRule = {
  kind: 'grant',
  code: 'GB215',
  name: 'shorter-than-lag',
  level: 'warning',
  safety: false,
  summary: 'Access that is given by hand lasts longer than giving it may take.',
  rationale:
    'Where people do the work at a system, `connector: {lag: …}` says how long they may take. What is asked for a shorter time may be over before anybody gives it, and is then taken away late as well. An emergency is exempt: it is done at once, or not at all.',
  examples: {
    valid: [
      {
        title: 'three days where the work takes one',
        files: { ...byHand, ...grantFile({ validUntil: '2026-11-25' }) },
      },
      {
        title: 'two hours where nobody has to do anything by hand',
        files: grantFile({ validUntil: undefined, duration: '2h', requestedAt: '2026-11-23' }),
      },
    ],
    invalid: [
      {
        title: 'four hours where the work takes a day',
        files: {
          ...byHand,
          ...grantFile({ validUntil: undefined, duration: '4h', requestedAt: '2026-11-23' }),
        },
      },
      {
        title: 'a single day, from its first hour to its last',
        files: { ...byHand, ...grantFile({ validFrom: '2026-11-30', validUntil: '2026-11-30' }) },
      },
    ],
  },
  *check(grant, context) {
    const { validUntil, duration, emergency } = grant.value;
    const system = factsOf(grant, context).found?.system;
    const lag = system?.value.connector?.lag;
    if (!system || lag === undefined || emergency || !isByHand(system.value)) return;
    const start = startFor(grant, context);
    const work = parseDuration(lag);
    if (start === undefined || !work) return;
    const { timeZone } = context;
    const needed = addDuration(start, work, timeZone);
    const end =
      duration !== undefined
        ? start + lengthOf(duration, start, timeZone)
        : validUntil === undefined
          ? undefined
          : endOf(validUntil, timeZone);
    // What ends before it starts has a finding of its own.
    if (end === undefined || end > needed || end <= start) return;
    const day = lastWholeDay(dayOf(needed, timeZone), '1d', timeZone);
    yield grantFinding(grant, [duration === undefined ? 'validUntil' : 'duration'], {
      message: `this may be over before it is given: at ${system.value.name} the work is done by hand, and takes up to ${durationInWords(lag)}`,
      help:
        duration !== undefined || day === undefined
          ? `ask for longer than ${durationInWords(lag)}`
          : `write \`validUntil: ${day}\` or later`,
      related: [{ path: system.path, pointer: ['connector', 'lag'], message: 'how long the work may take' }],
    });
  },
};

/** When it begins, as far as anybody knows: what was approved long ago is not short because little of it is left. */
function startFor(
  { path, value: { validFrom, duration } }: Sourced<Grant>,
  context: RuleContext,
): Instant | undefined {
  const from = validFrom === undefined ? undefined : firstInstant(validFrom, context.timeZone);
  if (from !== undefined && from > context.now) return from;
  if (isTouched(path, context) || duration !== undefined) return Math.max(context.now, from ?? context.now);
  return from;
}
