/** What the policies say, in plain words and as HTML: who approves, who may ask, for how long. */

import { matchPolicy } from '../model/approval-match.ts';
import type { ApprovalPolicy } from '../model/approvals.ts';
import type { Longest } from '../model/longest-period.ts';
import { durationInWords } from '../model/period.ts';
import type { Requirement, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { alternatives, type Html, html, joined } from './html.ts';

/** Whether people may be named, and of whom the words speak: "your manager", or "the manager". */
export interface Voice {
  readonly people: boolean;
  readonly to: 'you' | 'anybody';
}

/** Whom an expression means: "an owner of Payroll", "somebody of the group security". */
export function expressionInHtml(
  expression: string,
  system: string,
  workspace: Workspace,
  { people, to }: Voice,
): Html {
  const [kind = '', name = ''] = expression.split(':', 2);
  const systemName = workspace.systems.has(system) ? workspace.systems.get(system)?.value.name : undefined;
  const whose = to === 'you' ? 'your' : 'the';
  switch (kind) {
    case 'everyone':
      return html`any colleague`;
    case 'self':
    case 'subject':
      return to === 'you' ? html`you` : html`the person themselves`;
    case 'manager':
      return html`${whose} manager`;
    case 'manager-of-manager':
      return html`${whose} manager’s manager`;
    case 'system-owner':
      return html`an owner of ${systemName ?? 'the system'}`;
    case 'policy-owner':
      return html`an owner of the policies`;
    case 'group':
      return html`somebody of the group <b>${name}</b>`;
    case 'job-function':
      return html`anybody who works as <b>${inWords(name)}</b>`;
    case 'github-team':
      return html`a member of the GitHub team <b>${name}</b>`;
    default:
      return people ? html`${displayName(name, workspace)}` : html`a person whom the policy names`;
  }
}

const littleWords: ReadonlySet<string> = new Set([
  'a',
  'an',
  'as',
  'at',
  'by',
  'de',
  'for',
  'in',
  'of',
  'on',
  'or',
  'to',
]);

/** An id as people read it: `it-lead` is "IT lead". Two letters that are no little word are an abbreviation. */
export const inWords = (id: string): string =>
  id
    .split(/[-_.]+/)
    .map((word) => (word.length === 2 && !littleWords.has(word) ? word.toUpperCase() : word))
    .join(' ');

/** The same with a capital letter. */
export const asTitle = (id: string): string => {
  const words = inWords(id);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const countInWords = (needed: number): string => (needed > 1 ? `${needed} of: ` : '');

/** A stage of a policy as it stands there: "your manager or an owner of Payroll". */
export const stageInHtml = (
  { approvers, count = 1 }: { readonly approvers: readonly string[]; readonly count?: number | undefined },
  system: string,
  workspace: Workspace,
  voice: Voice,
): Html =>
  html`${countInWords(count)}${alternatives(approvers.map((each) => expressionInHtml(each, system, workspace, voice)))}`;

/** Nobody reads more names than these. */
const mostNames = 8;

/** A stage as it was resolved for one request: with names where people may be named. */
export function resolvedInHtml(
  stage: StageRequirement,
  system: string,
  workspace: Workspace,
  voice: Voice,
): Html {
  const { approvers, candidates, needed, teams, escalatedTo } = stage;
  const how = stageInHtml({ approvers: escalatedTo ?? approvers, count: needed }, system, workspace, voice);
  const instead = escalatedTo ? html` <span class="quiet">(nobody else can here)</span>` : undefined;
  const open = approvers.some((each) => each === 'everyone' || each.startsWith('job-function:'));
  if (candidates.length === 0 && teams.length === 0 && !open)
    return html`<strong class="bad">nobody can at present</strong> <span class="quiet">(${how})</span>`;
  if (!voice.people || candidates.length === 0 || candidates.length > mostNames)
    return html`${how}${instead}`;
  const names = alternatives(candidates.map((user) => html`<b>${displayName(user, workspace)}</b>`));
  return html`${needed > 1 ? `${needed} of: ` : ''}${names} <span class="quiet">(${how})</span>`;
}

/** The stages of a requirement as a list in their order. */
export function requirementInHtml(
  requirement: Requirement | undefined,
  system: string,
  workspace: Workspace,
  voice: Voice,
): Html {
  const stages = requirement?.stages ?? [];
  if (stages.length === 0)
    return html`<p class="bad">No approval policy speaks of it, so nobody can approve it.</p>`;
  return html`<ol class="stages">${stages.map((stage) => html`<li>${resolvedInHtml(stage, system, workspace, voice)}</li>`)}</ol>`;
}

/** The policy that decides when somebody asks for a role. */
export function policyFor(
  workspace: Workspace,
  systemId: string,
  roleId: string,
  emergency: boolean,
): ApprovalPolicy | undefined {
  const system = workspace.systems.get(systemId)?.value;
  const role = system && Object.hasOwn(system.roles, roleId) ? system.roles[roleId] : undefined;
  return system && role && workspace.approvals
    ? matchPolicy(workspace.approvals.value, { systemId, system, roleId, role, emergency, change: 'added' })
    : undefined;
}

/** The stages of a policy, and who steps in when nobody answers. */
export function policyInHtml(
  policy: ApprovalPolicy | undefined,
  system: string,
  workspace: Workspace,
  voice: Voice,
): Html {
  if (!policy) return html`<p class="bad">No approval policy speaks of it, so nobody can approve it.</p>`;
  const { stages, escalation, postReview } = policy;
  return html`<ol class="stages">${stages.map((stage) => html`<li>${stageInHtml(stage, system, workspace, voice)}</li>`)}</ol>${
    escalation &&
    html`<p class="quiet">After ${durationInWords(escalation.after)} without an answer also ${alternatives(
      escalation.to.map((each) => expressionInHtml(each, system, workspace, voice)),
    )}.</p>`
  }${postReview && html`<p class="quiet">Looked at afterwards, within ${durationInWords(postReview.within)}.</p>`}`;
}

/** For how long: "at most 30 days at a time, 120 days in all". */
export function longestInWords(longest: Longest | undefined): string {
  if (!longest) return 'not at all';
  if (longest.kind === 'standing') return 'without an end, with a review from time to time';
  if (longest.kind === 'any') return 'until any day';
  const total = longest.total === undefined ? '' : `, ${durationInWords(longest.total)} with all renewals`;
  return `at most ${durationInWords(longest.duration)} at a time${total}`;
}

/** Who may ask for a role. */
export const requestersInHtml = (
  requesters: readonly string[] | undefined,
  system: string,
  workspace: Workspace,
  voice: Voice,
): Html =>
  alternatives(
    (requesters ?? ['self', 'manager']).map((each) => expressionInHtml(each, system, workspace, voice)),
  );

export const listInHtml = (items: readonly (Html | string)[]): Html =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

export const commas = (items: readonly (Html | string)[]): Html => joined(items, ', ');
