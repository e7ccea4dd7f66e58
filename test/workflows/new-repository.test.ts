/** The workflows that a new repository gets are Grantbook’s own, but for where the Action comes from. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ActionSource, workflowFor } from '../../src/setup/workflows.ts';

const folder = '.github/workflows';
const names = readdirSync(folder).filter((name) => name !== 'ci.yml');
const pinned = { kind: 'pinned', uses: `acme/grantbook@${'a'.repeat(40)}` } as const;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
const ownCommand = 'node dist/cli.js ';
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** A workflow with its steps apart. */
function apart(text: string) {
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const jobs = Object.fromEntries(
    Object.entries(workflow.jobs).map(([id, job]) => [id, { ...job, steps: [] }]),
  );
  return { rest: { ...workflow, jobs }, steps };
}

describe.each(names)('%s', (name) => {
  const own = readFileSync(`${folder}/${name}`, 'utf8');
  const made = (action: ActionSource) => workflowFor(own, action, 'main');

  test.each([{ kind: 'copy' } as const, pinned])('is the same outside of its steps: $kind', (action) => {
    expect(apart(made(action)).rest).toEqual(apart(own).rest);
  });

  test('uses the copy in the place of the Action, and checks out as before', () => {
    const renamed = apart(own).steps.map((step) => ({
      ...step,
      ...(step.uses === './' ? { uses: './.github/grantbook' } : {}),
      ...(step.run ? { run: step.run.replace(ownCommand, 'node .github/grantbook/dist/cli.js ') } : {}),
    }));
    expect(apart(made({ kind: 'copy' })).steps).toEqual(renamed);
  });

  test('uses a pinned Action without a checkout, and a pinned command line from one beside the files', () => {
    const { steps } = apart(own);
    const runs = steps.some(({ run }) => run?.startsWith(ownCommand));
    const renamed = steps
      .filter(({ uses = '' }) => runs || !uses.startsWith('actions/checkout@'))
      .flatMap((step): Step[] => {
        if (step.uses === './') return [{ ...step, uses: pinned.uses }];
        if (!step.run?.startsWith(ownCommand)) return [step];
        return [
          {
            uses: steps[0]?.uses ?? '',
            with: {
              repository: 'acme/grantbook',
              ref: 'a'.repeat(40),
              path: '.grantbook',
              'persist-credentials': false,
            },
          },
          { run: step.run.replace(ownCommand, 'node .grantbook/dist/cli.js ') },
        ];
      });
    expect(apart(made(pinned)).steps).toEqual(renamed);
  });

  test('says nothing to somebody who copies it by hand', () => {
    for (const action of [{ kind: 'copy' } as const, pinned])
      expect(made(action)).not.toMatch(
        /[Ii]n your own repository|Copy this file|uses: \.\/\n|`uses: <owner>/,
      );
  });
});

test('the default branch is the one that was named, and nothing else changes with it', () => {
  const own = readFileSync(`${folder}/grantbook-record.yml`, 'utf8');
  const [main, trunk] = ['main', 'trunk'].map((branch) => workflowFor(own, pinned, branch));
  expect(trunk).toBe(main?.replace('branches: [main]', 'branches: [trunk]'));
});

test('steps of another kind are not let through unseen', () => {
  const odd = 'jobs:\n  a:\n    steps:\n      - run: "true"\n      - uses: ./\n';
  expect(() => workflowFor(odd, { kind: 'copy' }, 'main')).toThrow('steps of another kind');
});
