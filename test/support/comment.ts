/** Comments on changes to the example company, and what an approver finds in them. */
import type { GrantChange } from '../../src/model/change.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Requirement } from '../../src/model/verdict.ts';
import { type CommentInput, renderComment } from '../../src/render/comment.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { noon, workspaceOf } from './workspace.ts';

export type GrantValues = Parameters<typeof grantFile>[0];

const workspace = workspaceOf(exampleCompany);

/** A grant of the example company as it is read from a file with these values. */
export function read(values: GrantValues) {
  const files = grantFile(values);
  const [path = ''] = Object.keys(files);
  const grant = workspaceOf({ ...exampleCompany, ...files }).grants.get(path);
  if (!grant) throw new Error(`the grant ${JSON.stringify(values)} could not be read`);
  return grant;
}

export const added = (values: GrantValues = {}): GrantChange => {
  const after = read(values);
  return { kind: 'added', path: after.path, after };
};

export const edited = (
  before: GrantValues,
  after: GrantValues,
  kind: GrantChange['kind'] = 'edited',
): GrantChange => ({ kind, path: examplePaths.grant, before: read(before), after: read(after) });

const stage = { approvers: ['manager'], candidates: ['rui.alves'], teams: [], needed: 1, approvedBy: [] };
const requirementFor = (path: string, kind: Requirement['change']['kind'] = 'added'): Requirement => ({
  change: { kind, path },
  policy: 'standard',
  stages: [stage],
});

export interface Case {
  readonly grants?: readonly GrantChange[];
  readonly files?: Readonly<Record<string, 'new' | 'deleted' | 'changed'>>;
  readonly findings?: readonly Diagnostic[];
  readonly link?: CommentInput['link'];
}

export const inputOf = ({ grants = [], files = {}, findings = [], link }: Case): CommentInput => ({
  verdict: {
    verdict: findings.some((finding) => finding.severity === 'error') ? 'rejected' : 'pending',
    findings,
    requirements: [
      ...grants.map(({ path, kind }) => requirementFor(path, kind)),
      ...Object.keys(files).map((path) => requirementFor(path, 'policy')),
    ],
    counted: [],
    discounted: [],
    obstacles: [],
    policyDigest: 'sha256:0',
    baseSha: '1234567890abcdef',
    headSha: null,
    evaluatedAt: '2026-11-23T12:00:00.000Z',
  },
  grants,
  workspace,
  now: noon('2026-11-23'),
  timeZone: 'Europe/Lisbon',
  draft: false,
  fileStates: new Map(Object.entries(files)),
  ...(link ? { link } : {}),
});

export const commentOn = (given: Case): string => renderComment(inputOf(given));
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The lines from a heading to the next one. */
export function section(body: string, heading: string): string[] {
  const lines = body.split('\n');
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(heading));
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('#') || line.startsWith('**What happens next'));
  return rest.slice(0, end < 0 ? undefined : end).filter((line) => line !== '');
}

export const row = (body: string, label: string): string | undefined =>
  body.split('\n').find((line) => line.startsWith(`| **${label}** |`));

export const windows: NonNullable<Grant['windows']> = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:30' },
];
export const manyWindows = many(13, (index) => ({
  days: ['mon' as const],
  from: `${String(index % 20).padStart(2, '0')}:00`,
  to: `${String(index % 20).padStart(2, '0')}:${String(1 + Math.floor(index / 20)).padStart(2, '0')}`,
}));
