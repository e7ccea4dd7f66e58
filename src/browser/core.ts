/**
 * The core for pages: the same rules and approvals that `check` runs, over texts that the page has. Every page that judges
 * something loads this one file, which the browser keeps.
 */
import { untilDay } from '../forms/periods.ts';
import { findRole } from '../model/entitlement.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import { answerInHtml } from '../site/answer.ts';
import { workspaceFrom } from '../site/from-texts.ts';
import { html } from '../site/html.ts';
import { judgeText } from '../site/judge-text.ts';
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
} as const;

declare global {
  /** What the other scripts of a page find. */
  var grantbookCore: typeof core;
}

globalThis.grantbookCore = core;
