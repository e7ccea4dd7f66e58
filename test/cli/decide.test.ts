/** `grantbook decide`: what it prints for people, and what it says of facts that are not what they should be. */
import { describe, expect, test } from 'vitest';
import { decideCommand } from '../../src/commands/decide.ts';
import type { Facts } from '../../src/model/facts.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import {
  accounts,
  approvals,
  type Files,
  facts,
  request,
  review,
  tiago as tiagoFile,
} from '../support/deciding.ts';
import { repository, temporaryFolder, writeFiles } from '../support/repository.ts';

const { marta, rui, sofia, tiago } = accounts;

/** Decides what Ana asks for; `base` lies over the example company. */
function decide(known: unknown, base: Files = {}, now = '2026-11-23T12:00:00Z') {
  const dir = temporaryFolder();
  const before = {
    ...exampleCompany,
    ...tiagoFile,
    'access-grants/payroll/viewer/ana.costa.yaml': null,
    ...base,
  };
  const write = (root: string, files: Files) =>
    writeFiles(
      dir,
      Object.fromEntries(
        Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[`${root}/${path}`, text]])),
      ),
    );
  write('base', before);
  write('head', { ...before, ...request });
  writeFiles(dir, { 'facts.json': JSON.stringify(known) });
  return runHere(dir, (context) =>
    decideCommand({ base: 'base', head: 'head', facts: 'facts.json', now, format: 'text' }, context),
  );
}

test('an objection that does not stand in the way is listed with the reason', async () => {
  const { out, status } = await decide(
    facts([review(rui, 'APPROVED', { id: 1 }), review(tiago, 'CHANGES_REQUESTED', { id: 2 })]),
  );
  expect(status).toBe(0);
  expect(out).toMatch(/^approved: /);
  expect(out).toContain(
    'not counted: tiago-nunes (objection in review 2), not-a-candidate: that person may not object here, because the policy does not name them\n',
  );
});

describe('who approves for somebody else', () => {
  const away: Files = {
    'policies/people/rui.alves.yaml': `${exampleCompany['policies/people/rui.alves.yaml']}delegations: [{ to: tiago.nunes, from: 2026-11-20, until: 2027-01-03 }]\n`,
  };
  const escalating = approvals(
    '[{approvers: [manager]}]',
    '    escalation: {after: 1d, to: ["group:security"]}\n',
  );

  test('is told so, before and after', async () => {
    const base = { ...approvals('[{approvers: [manager]}]'), ...away };
    expect((await decide(facts([]), base)).out).toContain(
      '1. manager: missing, from Rui Alves (rui.alves) or Tiago Nunes (tiago.nunes; for Rui Alves, until 3 January 2027)\n',
    );
    expect((await decide(facts([review(tiago)]), base)).out).toContain(
      '1. manager: approved by Tiago Nunes (tiago.nunes; for Rui Alves, until 3 January 2027)\n',
    );
  });

  test('through the escalation, once nobody has answered in time', async () => {
    const later = '2026-11-24T12:00:00Z';
    const { out, status } = await decide(facts([review(sofia)]), escalating, later);
    expect(status).toBe(0);
    expect(out).toContain('1. manager: approved by Sofia Lopes (sofia.lopes; through the escalation)\n');
    expect(out).not.toContain('without an answer');
  });

  test('is told from when on, as long as somebody is waited for', async () => {
    expect((await decide(facts([]), escalating)).out).toContain(
      '    without an answer, group:security too from 24 November 2026 at 08:30 (Europe/Lisbon)\n',
    );
    expect((await decide(facts([review(rui)]), escalating)).out).not.toContain('without an answer');
  });
});

describe('facts', () => {
  test('of another commit say of which, and at which the branch is', async () => {
    const repo = repository();
    repo.commit(exampleCompany);
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit(request);
    const sha = repo.git('rev-parse', 'HEAD').trim();
    writeFiles(repo.dir, { 'facts.json': JSON.stringify(facts([review(rui)])) });
    const { out, status } = await runHere(repo.dir, (context) =>
      decideCommand({ base: 'main', head: 'request', facts: 'facts.json', format: 'text' }, context),
    );
    expect(status).toBe(1);
    expect(out).toContain(
      `the facts are of commit \`bbbbbbbbbb\`, and the branch is at \`${sha.slice(0, 10)}\`, so it cannot be decided\n`,
    );
    expect(out).not.toContain('run the job again');
  });

  test('with several mistakes show all of them', async () => {
    const { pullRequest, ...rest } = facts([review(rui)]);
    const { author, ...others } = pullRequest;
    const { err, status } = await decide({
      ...rest,
      pullRequest: { ...others, autor: author },
      complete: 'yes',
    });
    expect(status).toBe(2);
    expect(err).toBe(
      'the facts file `facts.json` is not what `schemas/facts.schema.json` describes: `/pullRequest` lacks the key `author`; `/pullRequest` has a key `autor` that is not known (did you mean `author`?); `/complete` must be boolean\n',
    );
  });

  test('with a mistake inside an account say just that', async () => {
    const known = facts([]);
    const { err } = await decide({
      ...known,
      pullRequest: { ...known.pullRequest, author: { login: 'ana-costa', ID: 101 } },
    });
    expect(err).toMatch(
      /describes: `\/pullRequest\/author` lacks the key `id`; `\/pullRequest\/author` has a key `ID` that is not known \(did you mean `id`\?\)\n$/,
    );
  });

  test('with very many mistakes show the first ten', async () => {
    const reviews = Array.from({ length: 12 }, () => ({}));
    const { err } = await decide({ ...facts([]), reviews });
    expect(err.match(/lacks the key/g)).toHaveLength(10);
    expect(err).toMatch(/; and \d+ more\n$/);
  });

  test.each([
    ['approved', 'APPROVED'],
    ['changes requested', 'CHANGES_REQUESTED'],
  ])('with the state `%s` say how it is written', async (state, meant) => {
    const known: Facts = facts([review(marta, state, { id: 5 })]);
    const { out, status } = await decide(known);
    expect(status).toBe(1);
    expect(out).toMatch(/^rejected: /);
    expect(out).toContain(`the review 5 of \`marta-dias\` means: its state is \`${state}\``);
    expect(out).toContain(`= help: a state is written \`${meant}\`\n`);
  });
});
