/** Every form there is, in the order in which people see them. */
import { accessForm } from './access-form.ts';
import { bundleForm } from './bundle-form.ts';
import { changeForm } from './change-form.ts';
import { emergencyForm } from './emergency-form.ts';
import type { FormKind } from './form-kind.ts';
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
