import Type, { type Static } from 'typebox';
import {
  day,
  duration,
  file,
  flag,
  identifier,
  integer,
  list,
  moment,
  oneOf,
  optional,
  text,
  timeOfDay,
  userName,
} from './schema.ts';

const window = Type.Object(
  {
    days: list(
      oneOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'A day of the week.'),
      'The days of the week on which the access works.',
    ),
    from: timeOfDay('The time of day at which it starts, such as `08:00`.'),
    to: timeOfDay('The time of day at which it ends, such as `17:30`.'),
  },
  { additionalProperties: false, description: 'A working window in the time zone of the organization.' },
);

/** One grant of access: `access-grants/<system>/<role>/<userName>.yaml`. */
export const GrantSchema = file(
  'Grantbook grant',
  'One grant of access: who may use which role of which system, why, and until when. The path says the same as the content: `access-grants/<system>/<role>/<userName>.yaml`.',
  {
    subject: userName('The user name of the person who gets the access, as in `policies/people/`.'),
    system: identifier('The system, as in `policies/systems/`.'),
    role: identifier('The role of that system.'),
    justification: Type.String({
      description: 'Why this access is needed, in a sentence that an auditor understands a year later.',
      maxLength: 1000,
    }),
    ticket: optional(text('The ticket that asks for it, where the role wants one.', 100)),
    requestedBy: optional(userName('Who asked, where it is not the subject.')),
    requestedAt: optional(moment('The day or instant of the request; renewed with each new period.')),
    validFrom: optional(
      moment('The first day or instant of access. Without it, access starts at the merge.'),
    ),
    permissions: optional(
      list(
        identifier('A permission of the system.'),
        'What is really needed, so that a smaller role can be named.',
        { maxItems: 100 },
      ),
    ),
    validUntil: optional(
      moment(
        'The last day of access (inclusive, in the time zone of the organization) or the instant at which it ends.',
      ),
    ),
    duration: optional(duration('How long the access lasts from its approval: `45m`, `8h`, `30d`, `2w`.')),
    standing: optional(
      Type.Literal(true, {
        description:
          'Access without an end, only where the role matrix allows it; kept alive by access reviews.',
      }),
    ),
    // Two a day are enough for anybody; thousands would be work for everybody who reads or judges the grant.
    windows: optional(list(window, 'The access works only in these hours (shifts).', { maxItems: 14 })),
    activation: optional(
      Type.Object(
        {
          max: duration('The longest single activation.'),
          perWeek: integer('How often a week.', { minimum: 1, maximum: 50 }),
        },
        {
          additionalProperties: false,
          description: 'The access works only after its holder has started it, for that long.',
        },
      ),
    ),
    emergency: optional(flag('Break-glass access under the emergency policy.')),
    incident: optional(text('The incident behind an emergency.', 100)),
    reviewed: optional(day('The day of the last access review that kept it. Written by access reviews.')),
  },
);

/** The content of a grant file, as written. Days and durations stay text; `period.ts` reads them. */
export type Grant = Static<typeof GrantSchema>;
