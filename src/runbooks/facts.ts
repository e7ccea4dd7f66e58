/** What a runbook is made of: the policy, and what other rooms decided by it. */
import type { Runbook } from '../model/policies.ts';
import type { Role, System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

/** How something is approved: stage by stage, each with its approver expressions. */
export interface Approval {
  /** None where nobody can approve. */
  readonly stages: readonly { readonly approvers: readonly string[]; readonly needed: number }[];
  readonly escalation?: { readonly after: string; readonly approvers: readonly string[] };
}

export interface RoleFacts {
  readonly id: string;
  readonly role: Role;
  /** For how long somebody may ask at once; nothing where the role matrix allows it to nobody. */
  readonly period:
    | {
        readonly longest?: string;
        readonly mayStand: boolean;
        /** Job functions that may ask for less at once. */
        readonly shorter: readonly { readonly jobFunction: string; readonly longest: string }[];
      }
    | undefined;
  /** The job functions that may have it. */
  readonly jobFunctions: readonly string[];
  readonly approval: Approval;
  /** Who has to agree where it is taken away. */
  readonly removal: Approval;
  /** A ticket as the role wants it. */
  readonly ticketExample?: string;
  readonly emergency?: {
    readonly longest: string;
    readonly approval: Approval;
    /** How soon it is looked at afterwards. */
    readonly lookedAtWithin?: string;
  };
}

/** A form by which people ask. */
export interface FormLink {
  /** As the list of forms shows it. */
  readonly name: string;
  /** The name of its file, with its ending. */
  readonly file: string;
}

/** What the sheet of a department is made of. */
export interface WorkshopFacts {
  /** As the files of its people name it. */
  readonly department: string;
  readonly id: string;
  readonly workspace: Workspace;
  /** The systems that its job functions may have, with those roles alone, and for as long as they may ask. */
  readonly systems: readonly RunbookFacts[];
  readonly trainingForm: FormLink | undefined;
}

export interface RunbookFacts {
  readonly workspace: Workspace;
  readonly timeZone: string;
  readonly system: Sourced<System>;
  readonly runbook: Sourced<Runbook> | undefined;
  readonly roles: readonly RoleFacts[];
  readonly forms: {
    /** Nothing where nobody may hold any role of the system. */
    readonly access?: FormLink;
    readonly emergency?: FormLink;
    readonly end?: FormLink;
    readonly toolDown?: FormLink;
    readonly undo?: FormLink;
  };
  /** With the names of people, for the team; or with what they are, for everybody. */
  readonly names: boolean;
}
