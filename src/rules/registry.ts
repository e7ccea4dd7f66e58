/** The one list of rules, in the order of their codes. */
import type { Rule } from '../model/rule.ts';
import { expiryExceedsMaximum } from './grant/expiry-exceeds-maximum.ts';
import { unknownSubject } from './grant/unknown-subject.ts';

export const rules: readonly Rule[] = [
  // GB1xx: who gets what
  unknownSubject,
  // GB2xx: for how long
  expiryExceedsMaximum,
];

/** A rule by its code (`GB203`, in any case) or its name. */
export const findRule = (codeOrName: string): Rule | undefined =>
  rules.find((rule) => rule.code === codeOrName.toUpperCase() || rule.name === codeOrName.toLowerCase());
