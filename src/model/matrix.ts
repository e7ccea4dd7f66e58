import Type, { type Static } from 'typebox';
import { closed, duration, file, mapOf } from './schema.ts';

const allowance = Type.Union(
  [
    Type.Literal('standing'),
    closed({
      maxDuration: duration('The longest single period.'),
      maxTotal: Type.Optional(duration('The longest time that renewals may add up to.')),
    }),
  ],
  { description: '`standing`, or a map with `maxDuration`.' },
);

/** The role matrix: `policies/role-matrix.yaml`, or one file per department in `policies/role-matrix/`. */
export const RoleMatrixSchema = file(
  'Grantbook role matrix',
  'Which job function may hold which role of which system, and for how long. What is not listed is not allowed.',
  {
    matrix: mapOf(
      mapOf(mapOf(allowance, 'The roles of the system.'), 'The systems that the job function may use.'),
      'The job functions.',
    ),
  },
);

export type RoleMatrixFile = Static<typeof RoleMatrixSchema>;
/** What the matrix allows for one job function and role. */
export type Allowance = Static<typeof allowance>;
