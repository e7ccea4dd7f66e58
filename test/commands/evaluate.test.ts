import { describe, expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { compareSources } from '../../src/source/change.ts';
import { memorySource } from '../support/source.ts';
import { noon } from '../support/workspace.ts';

type Files = Readonly<Record<string, string | null>>;

/** Evaluates what `head` changes in a company that is the example company with `base` laid over it. */
function evaluate(head: Files, base: Files = {}) {
  const before = { ...exampleCompany, ...base };
  const sources = [memorySource('main', before), memorySource('the branch', { ...before, ...head })] as const;
  const evaluation = evaluateChange(compareSources(...sources), () => noon('2026-11-23'));
  return { ...evaluation, read: new Set([...sources[0].reads, ...sources[1].reads]) };
}

const said = (result: ReturnType<typeof evaluate>) =>
  result.diagnostics.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
const asked = (result: ReturnType<typeof evaluate>) =>
  result.verdict.requirements.map(({ change, policy, stages }) => [
    change.kind,
    policy,
    ...stages.map((stage) => stage.candidates.join(' ')),
  ]);

const grant = examplePaths.grant;
const matrix = exampleCompany[examplePaths.matrix] ?? '';
const wrong = grantFile({ validUntil: '2027-06-30' });

describe('each kind of change is judged and asks the right people', () => {
  test('a new grant', () => {
    const result = evaluate(grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }));
    expect(result.verdict.verdict).toBe('pending');
    expect(said(result)).toEqual([]);
    expect(asked(result)).toEqual([['added', 'standard', 'marta.dias']]);
  });

  test('a longer period', () => {
    const result = evaluate(grantFile({ validUntil: '2026-12-22' }), grantFile({ validUntil: '2026-12-01' }));
    expect(asked(result)).toEqual([['extended', 'standard', 'rui.alves marta.dias']]);
  });

  test('a removal needs one of those who have to do with it, and the subject may be that one', () => {
    const result = evaluate({ [grant]: null });
    expect(result.verdict.verdict).toBe('pending');
    expect(asked(result)).toEqual([['removed', 'built-in', 'ana.costa rui.alves marta.dias sofia.lopes']]);
  });

  test('the removal of a grant that says another system than its path', () => {
    const ledger = exampleCompany[examplePaths.payroll]?.replace('rui.alves', 'sofia.lopes') ?? '';
    const result = evaluate(
      { [grant]: null },
      {
        'policies/systems/ledger.yaml': ledger,
        [grant]: Object.values(grantFile({ system: 'ledger' }))[0] ?? '',
      },
    );
    expect(asked(result)).toEqual([['removed', 'built-in', 'ana.costa rui.alves sofia.lopes marta.dias']]);
  });

  test('what happens to each file is told', () => {
    const result = evaluate({
      'policies/runbooks/new.yaml': 'x',
      [grant]: null,
      [examplePaths.matrix]: matrix.replace('30d', '20d'),
    });
    expect(Object.fromEntries(result.fileStates)).toEqual({
      'policies/runbooks/new.yaml': 'new',
      [grant]: 'deleted',
      [examplePaths.matrix]: 'changed',
    });
  });

  test('the policy and everything else go to the policy owners', () => {
    const result = evaluate(
      {
        [examplePaths.matrix]: matrix.replace('30d', '20d'),
        'policies/people/ana.costa.yaml':
          exampleCompany['policies/people/ana.costa.yaml']?.replace('Finance', 'Accounts') ?? '',
      },
      { [grant]: null },
    );
    expect(asked(result)).toEqual([
      ['policy', 'built-in', 'sofia.lopes rui.alves'],
      ['policy', 'built-in', 'sofia.lopes rui.alves'],
    ]);
    expect(result.verdict.verdict).toBe('pending');
  });
});

describe('whose fault is it', () => {
  test('a grant that was wrong before does not stop somebody else', () => {
    const other = grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' });
    const result = evaluate(other, wrong);
    expect(result.verdict.verdict).toBe('pending');
  });

  test('a wrong grant may be made smaller, even if it stays wrong', () => {
    const result = evaluate(grantFile({ validUntil: '2027-03-31' }), wrong);
    expect(said(result)).toEqual([`warning expiry-exceeds-maximum ${grant}`]);
    expect(result.verdict.verdict).toBe('pending');
  });

  test('but not longer', () => {
    expect(evaluate(grantFile({ validUntil: '2027-07-31' }), wrong).verdict.verdict).toBe('rejected');
  });

  test('a policy change that breaks a grant which was right stops', () => {
    const result = evaluate({
      [examplePaths.matrix]: matrix.replace('viewer: { maxDuration: 30d }', 'viewer: { maxDuration: 3d }'),
    });
    expect(said(result)).toContain(`error expiry-exceeds-maximum ${grant}`);
    expect(result.verdict.verdict).toBe('rejected');
  });

  test('a policy change that leaves a wrong grant as wrong as it was does not', () => {
    const result = evaluate(
      {
        [examplePaths.settings]:
          exampleCompany[examplePaths.settings]?.replace('Example Company', 'Another Name') ?? '',
      },
      wrong,
    );
    expect(said(result)).toEqual([`warning expiry-exceeds-maximum ${grant}`]);
    expect(result.verdict.verdict).toBe('pending');
  });

  test('a policy change cannot let its own grant in', () => {
    const result = evaluate(
      {
        ...grantFile({ validUntil: '2027-01-31' }),
        [examplePaths.matrix]: matrix.replace(
          'viewer: { maxDuration: 30d }',
          'viewer: { maxDuration: 300d }',
        ),
      },
      { [grant]: null },
    );
    expect(said(result)).toEqual(
      expect.arrayContaining([
        `error policy-and-grants-together ${grant}`,
        `error expiry-exceeds-maximum ${grant}`,
      ]),
    );
  });

  test('a policy that is broken can be repaired', () => {
    const settings = exampleCompany[examplePaths.settings] ?? '';
    const result = evaluate(
      { [examplePaths.settings]: settings },
      { [examplePaths.settings]: `${settings}stalenes: any-push\n` },
    );
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(result.verdict.verdict).toBe('pending');
  });

  test('a leaver: the person is ended and their grants go in one change', () => {
    const person = 'policies/people/ana.costa.yaml';
    const result = evaluate({
      [person]: exampleCompany[person]?.replace('active: true', 'active: false') ?? '',
      [grant]: null,
    });
    expect(said(result)).toEqual([]);
    expect(result.verdict.verdict).toBe('pending');
  });
});

describe('what cannot be read blocks the change that brings it, and nobody else', () => {
  const broken = 'version: 1\nsubject: [ana\n';

  test('a new file that cannot be read', () => {
    const result = evaluate({ [grant]: broken });
    expect(result.verdict.verdict).toBe('rejected');
    expect(result.grants.map((change) => change.kind)).toEqual(['edited']);
  });

  test('a symlink, a hidden file, a file too deep: each in the way of the change that adds it', () => {
    for (const path of [
      'access-grants/payroll/.hidden',
      'access-grants/payroll/viewer/deep/ana.costa.yaml',
      'access-grants/payroll/viewer/ana.costa.yml',
    ]) {
      expect(evaluate({ [path]: 'x: 1\n' }).verdict.verdict, path).toBe('rejected');
    }
  });

  test('a grant in a folder of nearly the right name, which nobody reads', () => {
    const memory = [
      memorySource('main', exampleCompany),
      memorySource('the branch', exampleCompany),
    ] as const;
    const path = 'access-grant/payroll/viewer/rui.alves.yaml';
    const change = {
      ...compareSources(...memory),
      changed: [path],
      states: new Map([[path, 'new' as const]]),
    };
    const { verdict } = evaluateChange(change, () => noon('2026-11-23'));
    expect(verdict.verdict).toBe('rejected');
    expect(verdict.findings.map((finding) => [finding.path, finding.help])).toEqual([
      [path, 'did you mean `access-grants/`? move its files there'],
    ]);
  });

  test('one that was there before is reported and does not stop another grant', () => {
    const result = evaluate(grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }), {
      'access-grants/payroll/.hidden': '',
    });
    expect(said(result)).toEqual(['warning unrecognized-entry access-grants/payroll/.hidden']);
    expect(result.verdict.verdict).toBe('pending');
  });

  test('but a grant whose system cannot be read is not judged without it', () => {
    const result = evaluate(grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }), {
      [examplePaths.payroll]: broken,
    });
    expect(result.verdict.verdict).toBe('rejected');
    expect(result.verdict.requirements.map((requirement) => requirement.policy)).toEqual([undefined]);
  });
});

test('a change reads only what it depends on', () => {
  const strangers = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [
      `policies/people/stranger-${index}.yaml`,
      exampleCompany['policies/people/marta.dias.yaml']?.replace('id: 103', `id: ${900 + index}`) ?? '',
    ]),
  );
  const { read } = evaluate(grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }), strangers);
  expect([...read].filter((path) => path.includes('stranger'))).toEqual([]);
  expect(read).not.toContain(grant);
});
