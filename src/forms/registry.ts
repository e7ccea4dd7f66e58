/** Every form there is, in the order in which people see them. */

import type { Workspace } from '../model/workspace.ts';
import { accessForm } from './access-form.ts';
import { bundleForm } from './bundle-form.ts';
import { changeForm } from './change-form.ts';
import { emergencyForm } from './emergency-form.ts';
import type { FormKind, NamedForm } from './form-kind.ts';
import { toolDownForm } from './tool-down-form.ts';
import { trainingForm } from './training-form.ts';
import { undoForm } from './undo-form.ts';

export const formKinds: readonly FormKind[] = [
  accessForm,
  bundleForm,
  changeForm,
  emergencyForm,
  trainingForm,
  toolDownForm,
  undoForm,
];

/**
 * Months and years differ in length, so that lengths are compared as of some day. It is always this one: a form that was
 * made from the same policies on another day has to be the same.
 */
const someDay = { now: Date.UTC(2026, 0, 1), timeZone: 'UTC' };

/** Every form that the policies give, with its kind. */
export const formsOf = (
  workspace: Workspace,
): readonly { readonly kind: FormKind; readonly named: NamedForm }[] =>
  formKinds.flatMap((kind) => kind.forms(workspace, someDay).map((named) => ({ kind, named })));
