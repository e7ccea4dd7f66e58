/**
 * The core for pages: the same rules and approvals that `check` runs, over texts that the page has. Every page that judges
 * something loads this one file, which the browser keeps.
 */
import { untilDay } from '../forms/periods.ts';
import { practiceCode } from '../forms/practice-code.ts';
import { findRole } from '../model/entitlement.ts';
import { dayInWords, dayOf } from '../model/period.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import { answerInHtml, isInOrder } from '../site/answer.ts';
import { workspaceFrom } from '../site/from-texts.ts';
import { html } from '../site/html.ts';
import { judgeText } from '../site/judge-text.ts';
import { firstDraft, practiceCompany, practiceSystem } from '../site/practice/company.ts';
import { accessOn, clockOf, decidePractice, practiceRequest } from '../site/practice/request.ts';
import { accessInHtml, codeInHtml, decisionInHtml, loginIn } from '../site/practice/words.ts';
import { asksAlone, jobFunctionsFor, lengthsFor, requestOf, usualLength } from '../site/request.ts';
import { sendInHtml } from '../site/send.ts';
import { asTitle, inWords, requestersInHtml } from '../site/words.ts';

export const core = {
  answerInHtml,
  asTitle,
  asksAlone,
  findRole,
  html,
  inWords,
  isInOrder,
  jobFunctionsFor,
  judgeText,
  lengthsFor,
  requestOf,
  requestersInHtml,
  sendInHtml,
  exampleTicket,
  untilDay,
  usualLength,
  workspaceFrom,
  practice: {
    accessInHtml,
    accessOn,
    clockOf,
    codeInHtml,
    company: practiceCompany,
    dayInWords,
    dayOf,
    decide: decidePractice,
    decisionInHtml,
    firstDraft,
    loginIn,
    codeOf: practiceCode,
    request: practiceRequest,
    system: practiceSystem,
  },
} as const;

declare global {
  /** What the other scripts of a page find. */
  var grantbookCore: typeof core;
}

globalThis.grantbookCore = core;
