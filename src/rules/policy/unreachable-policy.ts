import { matchesAllOf } from '../../model/approval-match.ts';
import type { ApprovalPolicy, Approvals } from '../../model/approvals.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { finding, inWords } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

const policies = (...conditions: string[]) => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n${conditions
    .map(
      (when, index) =>
        `  - { id: policy-${index + 1}, when: ${when}, stages: [{ approvers: [manager, system-owner] }] }\n`,
    )
    .join('')}`,
});

const pathsOf = (...entries: readonly (readonly string[])[]) => ({
  [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges:\n${entries
    .map((paths) => `  - { paths: ${JSON.stringify(paths)}, stages: [{ approvers: [policy-owner] }] }\n`)
    .join('')}`,
});

/** Nobody reads more names in one sentence. */
const mostIds = 8;

export const unreachablePolicy: PolicyRule = {
  kind: 'policy',
  code: 'GB414',
  name: 'unreachable-policy',
  level: 'error',
  safety: false,
  summary:
    'No approval policy, and no entry of `policyChanges`, stands after one that matches everything that it matches.',
  rationale:
    'The first policy that matches decides, so the later one never does. Where it was meant to ask for more approvals, they are not asked for, and everybody believes that they are (NIST SP 800-53 CM-3, CM-6). What is special comes first, and what holds for the rest comes last.',
  examples: {
    valid: [
      { title: 'the special case first', files: policies('{ risk: [critical] }', '{}') },
      {
        title: 'a catch-all speaks of changes that give access, and of no others',
        files: policies('{}', '{ change: [removed] }'),
      },
      {
        title: 'conditions that overlap',
        files: policies('{ risk: [high] }', '{ risk: [high, critical] }', '{}'),
      },
      {
        title: 'the special path first',
        files: pathsOf(['policies/people/**'], ['policies/**', 'action.yml'], ['**']),
      },
    ],
    invalid: [
      { title: 'after a policy for everything', files: policies('{}', '{ risk: [critical] }') },
      {
        title: 'the policy for everything stands first',
        files: policies('{}', '{ risk: [critical] }', '{ privileged: true }'),
      },
      {
        title: 'after a policy that asks for less',
        files: policies('{ risk: [high, critical] }', '{ risk: [critical], privileged: true }', '{}'),
      },
      {
        title: 'a path in a folder that stands before it',
        files: pathsOf(['policies/**'], ['policies/people/**', 'policies/bundles/*.yaml']),
      },
      { title: 'after all paths', files: pathsOf(['src/**', '**'], ['policies/**'], ['src/**', 'docs/**']) },
    ],
  },
  *check({ workspace: { approvals } }) {
    if (!approvals) return;
    yield* hiddenPaths(approvals);
    const { policies: all } = approvals.value;
    const hidden = new Map<number, number[]>();
    for (const [index, { when }] of all.entries()) {
      const before = all.findIndex((other) => matchesAllOf(other.when, when));
      if (before < index) hidden.get(before)?.push(index) ?? hidden.set(before, [index]);
    }
    for (const [before, never] of hidden) {
      const first = all[before];
      const ids = never.flatMap((index) => all[index]?.id ?? []);
      const [index = 0] = never;
      if (!first) continue;
      const at = (position: number, message: string) => ({
        path: approvals.path,
        pointer: ['policies', position, 'id'],
        message,
      });
      // Several at once are not in the wrong place: the one before them is.
      yield never.length > 1
        ? finding(approvals, ['policies', before, 'id'], {
            message: `\`${first.id}\` decides all that ${inWords(ids.slice(0, mostIds))}${ids.length > mostIds ? ' and others' : ''} are for, since it stands before them`,
            help: saysNothing(first.when)
              ? `say in \`when\` of \`${first.id}\` what it is for, or ${never.some((position) => saysNothing(all[position]?.when)) ? 'delete it' : 'move it to the end'}`
              : `move \`${first.id}\` down, below \`${ids.at(-1)}\``,
            related: never.map((position) => at(position, 'this one never decides')),
          })
        : finding(approvals, ['policies', index, 'id'], {
            message: `\`${ids[0]}\` never decides: \`${first.id}\` stands before it and matches all that it matches`,
            help: `move it up, before \`${first.id}\`, or delete it`,
            related: [at(before, 'this one always decides')],
          });
    }
  },
};

/** A policy for everything belongs at the end, where there is room for one; unless it was never meant for everything. */
const saysNothing = (when: ApprovalPolicy['when']): boolean => Object.keys(when ?? {}).length === 0;

/** Entries of `policyChanges` of which each path is covered by one that stands before: the first that matches decides. */
function* hiddenPaths(approvals: Sourced<Approvals>) {
  const entries = approvals.value.policyChanges ?? [];
  for (const [at, { paths }] of entries.entries()) {
    const covers = paths.flatMap((path) => findCover(path, entries.slice(0, at)) ?? []);
    const [first] = covers.toSorted((a, b) => a.at - b.at || a.index - b.index);
    if (!first || covers.length < paths.length) continue;
    const before = [...new Set(covers.map(({ path }) => path))];
    const named = inWords(paths.slice(0, mostIds)) + (paths.length > mostIds ? ' and others' : '');
    yield finding(approvals, ['policyChanges', at, 'paths'], {
      message: `the approvers for ${named} are never asked: ${inWords(before)} ${before.length === 1 ? 'stands' : 'stand'} before, and the first that matches decides`,
      help: `move this entry up, before \`${first.path}\`, or delete it`,
      related: covers.map((cover) => ({
        path: approvals.path,
        pointer: ['policyChanges', cover.at, 'paths', cover.index],
        message: 'this one always decides',
      })),
    });
  }
}

/** The first path that certainly matches all that another one matches: the same, `**`, or a folder around it. */
function findCover(path: string, before: NonNullable<Approvals['policyChanges']>) {
  // These turn a pattern around, or make it a comment.
  if (/^[!#]/.test(path)) return undefined;
  for (const [at, { paths }] of before.entries()) {
    const index = paths.findIndex(
      (wide) =>
        wide === path ||
        wide === '**' ||
        (/^[\w./-]+\/\*\*$/.test(wide) && path.startsWith(wide.replace(/\*\*$/, ''))),
    );
    if (index >= 0) return { at, index, path: paths[index] ?? path };
  }
  return undefined;
}
