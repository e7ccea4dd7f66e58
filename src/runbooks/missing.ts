/** What is not there yet, said where it has to be, with whoever can write it. */
import type { Block } from '../model/runbook.ts';
import { missingParts, type RunbookPart } from '../model/runbook-parts.ts';
import type { RunbookFacts } from './facts.ts';
import { anyOf } from './people.ts';

const said: Readonly<Record<RunbookPart, string>> = {
  objective: 'Nobody has written yet what this runbook is for.',
  executor: 'Nobody is named who does the work by hand.',
  steps: 'Nobody has written yet what to do by hand.',
  checks: 'Nobody has written yet what to look at before the work is done.',
  questions: 'Nobody has written yet what people ask about this system.',
  contacts: 'Nobody is named whom to call when the tool is down.',
  form: 'No job may hold a role of this system, so there is no form to ask for it.',
};

/** A block where the part is missing, and none where it is there. */
export function missing(part: RunbookPart, facts: RunbookFacts): readonly Block[] {
  if (!missingParts(facts.system, facts.workspace).includes(part)) return [];
  const owner = facts.runbook ? `user:${facts.runbook.value.owner}` : 'system-owner';
  const who = ['contacts', 'form'].includes(part) ? 'policy-owner' : owner;
  return [
    {
      kind: 'missing',
      line: [{ strong: 'Missing: ' }, `${said[part]} This can be put right by ${anyOf([who], facts)}.`],
    },
  ];
}
