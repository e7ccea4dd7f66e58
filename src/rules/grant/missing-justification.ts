import { findRole } from '../../model/entitlement.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import { cached, numberOption, wordsOption } from '../context.ts';
import { count, grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

const phrases = `need access, i need this, we need it, needed for work, needs to, for my work, for the job,
as discussed, as agreed, as usual, as before, as requested, same as last time, see ticket, see above, please,
thanks, test, testing, tbd, todo, n/a, na, none, no reason, business reasons, business purposes, work purposes,
required, request, urgent, asap, temporary, user, role, system, access to, of, in, a, an, and, on`.split(
  /,\s+/,
);

const help =
  'say what the access is for, as an auditor would want to read it in a year: “Reconcile the fourth quarter salary run with the general ledger”';

export const missingJustification: GrantRule = {
  kind: 'grant',
  code: 'GB110',
  name: 'missing-justification',
  level: 'error',
  safety: false,
  summary: 'The justification says what the access is for.',
  rationale:
    'Whoever approves decides on the reason, and so does whoever reviews the access later. “Needed for work” would be true of every request and says nothing (NIST SP 800-53 AC-2, AC-6; ISO/IEC 27001 A.5.18).',
  options: {
    minimumLength: { default: 15, description: 'How many characters a justification has at least.' },
    emptyPhrases: {
      default: phrases,
      description:
        'Phrases that say nothing. A justification in which every word comes from one of them, or is the name of the role or the system, counts as missing. What the settings list is added to these.',
    },
  },
  examples: {
    valid: [
      { title: 'a purpose', files: grantFile({ justification: 'Reconcile the salary run of October' }) },
      {
        title: 'common words beside a purpose',
        files: grantFile({ justification: 'Need access for the audit of October, as discussed' }),
      },
    ],
    invalid: [
      { title: 'nothing but spaces', files: grantFile({ justification: '"   "' }) },
      { title: 'too short', files: grantFile({ justification: 'Salary run' }) },
      {
        title: 'words that say nothing',
        files: grantFile({ justification: 'Please, I need access for work, as discussed' }),
      },
      {
        title: 'the name of the role and of the system',
        files: grantFile({ justification: 'Viewer access to Payroll please' }),
      },
    ],
  },
  *check(grant, context) {
    const text = grant.value.justification.trim();
    if (text === '') {
      yield grantFinding(grant, ['justification'], { message: 'the justification is empty', help });
      return;
    }
    const minimum = numberOption(context, 'minimumLength');
    if (text.length < minimum) {
      yield grantFinding(grant, ['justification'], {
        message: `the justification has ${count(text.length, 'character')}; at least ${minimum} are asked for`,
        help,
      });
      return;
    }
    if (saysSomething(text, context, grant.value)) return;
    yield grantFinding(grant, ['justification'], {
      message: `\`${text}\` does not say what the access is for`,
      help,
    });
  },
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const emptyWords = cached(
  (context: RuleContext): ReadonlySet<string> =>
    new Set(wordsOption(context, 'emptyPhrases').flatMap(wordsOf)),
);

/** Whether any word stands out. Most reasons begin with one that does, so it stops there. */
function saysSomething(
  text: string,
  context: RuleContext,
  grant: { readonly system: string; readonly role: string },
): boolean {
  const empty = emptyWords(context);
  const names = namesOf(context, grant);
  const first = /[\p{L}\p{N}]+/u.exec(text)?.[0].toLowerCase();
  if (first !== undefined && !empty.has(first) && !names.has(first)) return true;
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!empty.has(word) && !names.has(word)) return true;
  }
  return false;
}

const systemNames = cached((_: RuleContext) => new Map<string, ReadonlySet<string>>());

/** The words in the names of the role and its system. */
function namesOf(
  context: RuleContext,
  { system, role }: { readonly system: string; readonly role: string },
): ReadonlySet<string> {
  const known = systemNames(context);
  const before = known.get(`${system}/${role}`);
  if (before) return before;
  const found = findRole(context.workspace, system, role);
  const names = [system, role, found?.system.value.name ?? '', found?.role.title ?? ''];
  const words = new Set(names.flatMap(wordsOf));
  known.set(`${system}/${role}`, words);
  return words;
}
