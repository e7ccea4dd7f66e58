/** The immutable snapshot of `policies/` and `access-grants/` at one revision or folder. */
import type { Approvals } from './approvals.ts';
import type { Pointer, Range } from './diagnostic.ts';
import type { Grant } from './grant.ts';
import type { RoleMatrixFile } from './matrix.ts';
import type { Person } from './person.ts';
import type { Picture } from './picture.ts';
import type { Bundle, Exception, PolicyTests, Runbook, SeparationOfDuties } from './policies.ts';
import type { Settings } from './settings.ts';
import type { System } from './system.ts';

/** A file that was read and fits its schema, with the position of each of its values. */
export interface Sourced<T> {
  readonly path: string;
  /** The file name without its ending: the user name of a person, the id of a system. */
  readonly id: string;
  readonly value: T;
  /** Something in it is wrong that does not hide the rest; it is judged further, but it is never effective. */
  readonly flawed: boolean;
  /** Where a value stands. One that is not there falls back to its nearest parent. */
  locate(pointer: Pointer, atKey?: boolean): Range;
}

/** What the path of a grant says. It is enough to know who holds what. */
export interface Holding {
  readonly path: string;
  readonly system: string;
  readonly role: string;
  readonly subject: string;
}

/** The files of one kind, by id. */
export interface Catalogue<T> {
  /** Whether there is such a file, read or not. */
  has(id: string): boolean;
  /** Whether its content was asked for, so that `get` may be called. */
  isRead(id: string): boolean;
  /** The file; `undefined` where there is none or it could not be read. Throws where it was never asked for. */
  get(id: string): Sourced<T> | undefined;
  /** The ids of all files that are there, read or not, in order. */
  readonly ids: readonly string[];
  /** All that was read. */
  all(): readonly Sourced<T>[];
}

/** Why a file, or a part of it, could not be taken in. The rule of the same name carries the explanation. */
export interface LoadProblem {
  readonly rule: string;
  readonly path: string;
  readonly range: Range;
  readonly message: string;
  readonly help?: string;
  /** The path that the file was probably meant to have, where it has another. */
  readonly meant?: string;
  /** The file is a copy of one that stands beside it: nothing is missing because of it. */
  readonly isCopy?: true;
}

/** Who holds what, known from paths alone. */
export interface Holdings {
  readonly all: readonly Holding[];
  at(path: string): Holding | undefined;
  of(subject: string): readonly Holding[];
  /** The holders of a role. */
  in(system: string, role: string): readonly Holding[];
}

export interface Workspace {
  readonly settings: Sourced<Settings> | undefined;
  readonly people: Catalogue<Person>;
  readonly systems: Catalogue<System>;
  readonly bundles: Catalogue<Bundle>;
  readonly exceptions: Catalogue<Exception>;
  readonly runbooks: Catalogue<Runbook>;
  readonly policyTests: Catalogue<PolicyTests>;
  /** `role-matrix.yaml`, or the files of `role-matrix/`. */
  readonly matrix: readonly Sourced<RoleMatrixFile>[];
  readonly separationOfDuties: Sourced<SeparationOfDuties> | undefined;
  readonly approvals: Sourced<Approvals> | undefined;
  /** The pictures of runbooks that are there, by path; each as it was read, where it was asked for and is one. */
  readonly pictures: ReadonlyMap<string, Picture | undefined>;
  /** The grants that were read, by path. */
  readonly grants: ReadonlyMap<string, Sourced<Grant>>;
  readonly holdings: Holdings;
  /** Everything that could not be taken in. */
  readonly problems: readonly LoadProblem[];
}
