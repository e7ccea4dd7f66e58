/** Every form there is, in the order in which people see them. */

import { accessForm } from './access-form.ts';
import type { FormKind } from './form-kind.ts';

export const formKinds: readonly FormKind[] = [accessForm];
