/** What a new access repository is made from, whatever it was learned from: answers, flags or lists. */

import type { Grant } from '../model/grant.ts';
import type { RoleMatrixFile } from '../model/matrix.ts';
import type { Person } from '../model/person.ts';
import type { Exception } from '../model/policies.ts';
import type { System } from '../model/system.ts';

/** A company, as its files will say it. */
export interface Company {
  readonly organization: string;
  /** An IANA time zone. */
  readonly timeZone: string;
  readonly policyOwners: readonly string[];
  /** By user name. */
  readonly people: ReadonlyMap<string, Person>;
  /** By id. */
  readonly systems: ReadonlyMap<string, System>;
  readonly matrix: RoleMatrixFile['matrix'];
  readonly grants: readonly Grant[];
  /** By id. */
  readonly exceptions: ReadonlyMap<string, Exception>;
  /** Any second person approves, as it suits a company of ten. */
  readonly small: boolean;
}
