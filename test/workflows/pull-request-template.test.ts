import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../support/workspace.ts';

const template = readFileSync('.github/pull_request_template.md', 'utf8');
const path = 'access-grants/payroll/viewer/ana.costa.yaml';

/** The lines of the example: those indented by four after "Copy this". */
const exampleIn = (text: string): string =>
  (text.split('Copy this')[1] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => `${line.slice(4)}\n`)
    .join('');

const problems = (text: string) => workspaceOf({ [path]: exampleIn(text) }).problems;

describe('the pull request template', () => {
  test('names the path of a grant', () => {
    expect(template).toContain('access-grants/<system>/<role>/<userName>.yaml');
  });

  test('asks who, what, why, until when and under which ticket', () => {
    const questions = [...template.matchAll(/^\*\*(.+):\*\*$/gm)].map((match) => match[1]);
    expect(questions).toHaveLength(5);
    expect(questions.join('\n')).toMatch(/Who.*\n.*system.*role.*\nWhy.*\nUntil.*\nTicket/);
  });

  test('names what is easier than a file by hand', () => {
    expect(template).toMatch(/form under \*Issues\*.*`grantbook request`/);
  });

  test('has no boxes to tick, because nobody knows who ticked them', () => {
    expect(template).not.toMatch(/^\s*[-*] \[[ x]\]/m);
  });

  test('shows a grant that Grantbook can read', () => {
    expect(exampleIn(template)).toContain('version: 1');
    expect(problems(template)).toEqual([]);
    expect(problems(template.replace('justification:', 'reason:'))).not.toEqual([]);
  });
});
