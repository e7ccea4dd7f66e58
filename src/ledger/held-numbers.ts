/** What is held now, in numbers. */

/** A grant that gives access. */
export interface HeldNow {
  readonly subject: string;
  readonly isStanding: boolean;
  readonly isPrivileged: boolean;
}

export interface HeldNumbers {
  /** Without an end; reviewed from time to time. */
  readonly standing: number;
  /** Ends by itself. */
  readonly temporary: number;
  readonly privileged: { readonly grants: number; readonly people: number };
}

export function heldNumbers(held: readonly HeldNow[]): HeldNumbers {
  const standing = held.filter(({ isStanding }) => isStanding).length;
  const privileged = held.filter(({ isPrivileged }) => isPrivileged);
  return {
    standing,
    temporary: held.length - standing,
    privileged: {
      grants: privileged.length,
      people: new Set(privileged.map(({ subject }) => subject)).size,
    },
  };
}
