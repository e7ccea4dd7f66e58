/** Everything after a space and a `#` is a comment, also where somebody meant it as text. */
import { describe, expect, test } from 'vitest';
import { load, said, soundGrant } from '../support/loading.ts';

const reason = (text: string) => soundGrant.replace('Reconcile the ledger', text);

describe('a text that a comment cuts off', () => {
  test('is told, with the whole of it in quotes', () => {
    expect(said(reason('Fix ticket #4821 for the payroll run'))).toMatchInlineSnapshot(`
      "5:27 invalid-value [#4821 for the payroll run] \`#4821 for the payroll run\` is a comment and no part of \`justification\`, because a space and a \`#\` begin one
          put the whole text in quotes: \`"Fix ticket #4821 for the payroll run"\`; a comment stands on a line of its own"
    `);
  });

  test.each([
    ['a word after the sign', 'Fix #urgent things'],
    ['a space after the sign, in a justification', 'Fix ticket # 4821 for the payroll run'],
    ['a text of two lines', 'Fix the\n  ticket #4821 for the payroll run'],
    ['a tab before the sign', 'Fix ticket\t#4821'],
    ['quotes in it', 'Fix the "old" ticket #4821'],
  ])('has %s', (_title, text) => {
    const { problems, file } = load(reason(text));
    expect(problems).toMatchObject([{ rule: 'invalid-value' }]);
    // No rule then says that it is too short; but it is never effective.
    expect(file).toMatchObject({ flawed: true, value: { justification: text.replace(/\s+/g, ' ') } });
  });

  test('is said in a way that is right', () => {
    const [problem] = load(reason('Fix the "old" ticket #4821')).problems;
    const [, quoted = ''] = /in quotes: `(.*)`; /.exec(problem?.help ?? '') ?? [];
    expect(load(reason(quoted)).file?.value).toMatchObject({ justification: 'Fix the "old" ticket #4821' });
  });

  test('may be another text for people, also under a mistyped key', () => {
    expect(said(`${soundGrant}tikcet: FIN #4821\n`)).toMatchInlineSnapshot(`
      "7:1 unknown-key [tikcet] \`tikcet\` is not a known key here
          did you mean \`ticket\`?
      7:13 invalid-value [#4821] \`#4821\` is a comment and no part of \`ticket\`, because a space and a \`#\` begin one
          put the whole text in quotes: \`"FIN #4821"\`; a comment stands on a line of its own"
    `);
    expect(load(`${soundGrant}tikcet: FIN #4821\n`).file?.value).toMatchObject({ ticket: 'FIN #4821' });
  });

  test('may be cut off as a whole', () => {
    expect(said(reason('#4821 for the payroll run'))).toMatchInlineSnapshot(`
      "5:1 invalid-value [justification] \`justification\` has no value
          what follows a \`#\` is a comment; put it in quotes if it is meant as text: \`"#4821 for the payroll run"\`"
    `);
  });

  test('stands in a list too', () => {
    const runbook = `version: 1
title: a
objective: b
audience: [c]
steps:
  - Open ticket #1
  - Close it # carefully
owner: ana.costa
reviewEvery: 90d
lastReviewed: 2026-11-01
`;
    expect(said(runbook, 'runbook')).toMatchInlineSnapshot(`
      "6:17 invalid-value [#1] \`#1\` is a comment and no part of \`steps\`, because a space and a \`#\` begin one
          put the whole text in quotes: \`"Open ticket #1"\`; a comment stands on a line of its own"
    `);
    expect(load(runbook, 'runbook').file?.value).toMatchObject({ steps: ['Open ticket #1', 'Close it'] });
  });
});

describe('a comment that is one', () => {
  test.each([
    ['behind a day', soundGrant.replace('2026-12-23', '2026-12-23  # last day')],
    ['behind a day, without a space', soundGrant.replace('2026-12-23', '2026-12-23 #last day')],
    ['behind a name', soundGrant.replace('viewer', 'viewer #only looks')],
    ['behind a ticket', `${soundGrant}ticket: FIN-1 # the old one\n`],
    ['behind a text in quotes', reason('"Reconcile the ledger" #4821')],
    ['on a line of its own', reason('Reconcile the ledger\n#4821\n  # and more')],
    ['no comment, without a space', reason('Reconcile the ledger#4821')],
    ['no comment, in a text of several lines', reason('|\n  Reconcile the ledger #4821')],
  ])('%s', (_title, content) => {
    const { problems, file } = load(content);
    expect(problems).toEqual([]);
    expect(file?.flawed).toBe(false);
  });
});
