import type { GrantRule } from '../../model/rule.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { grantFinding, inWords } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';
import { longestEnd } from '../longest-end.ts';

export const missingEnd: GrantRule = {
  kind: 'grant',
  code: 'GB201',
  name: 'missing-end',
  level: 'error',
  safety: true,
  summary: 'A grant says exactly once when it ends: `validUntil`, `duration` or `standing: true`.',
  rationale:
    'Access without an end stays for ever, and two ends are two opinions (NIST SP 800-53 AC-2(2), automated removal of temporary accounts; ISO/IEC 27001 A.5.18). A `duration` also needs `requestedAt`, so that asking again is a change of the file and starts a new period.',
  examples: {
    valid: [
      { title: 'a last day', files: grantFile({ validUntil: '2026-12-22' }) },
      {
        title: 'a length of time',
        files: grantFile({ validUntil: undefined, duration: '30d', requestedAt: '2026-11-23' }),
      },
      {
        title: 'a slip in the key is said once, as a key that is not known',
        files: {
          [examplePaths.grant]: (grantFile()[examplePaths.grant] ?? '').replace('validUntil', 'validUntill'),
        },
      },
    ],
    invalid: [
      { title: 'no end at all', files: grantFile({ validUntil: undefined }) },
      {
        title: 'no end, and a start that is still to come',
        files: grantFile({ validFrom: '2027-01-11', validUntil: undefined }),
      },
      {
        title: 'no end, where only hours are allowed',
        files: grantFile({ role: 'admin', validUntil: undefined }),
      },
      {
        title: 'two ends',
        files: grantFile({ validUntil: '2026-12-22', duration: '30d', requestedAt: '2026-11-23' }),
      },
      {
        title: 'a length of time, but nobody knows since when',
        files: grantFile({ validUntil: undefined, duration: '30d' }),
      },
    ],
  },
  *check(grant, context) {
    const { validUntil, duration, standing, requestedAt } = grant.value;
    const ends =
      Number(validUntil !== undefined) + Number(duration !== undefined) + Number(standing ?? false);
    const misspelled = (key: string) => mayBeMisspelled(context.workspace, grant.path, key);
    if (ends === 0) {
      if (['validUntil', 'duration', 'standing'].some(misspelled)) return;
      yield grantFinding(grant, [], {
        message: 'nothing says when this access ends',
        help: `add a line ${longestEnd(grant, context)?.line ?? `\`validUntil: ${context.today}\` with the last day on which it is needed`}`,
      });
    } else if (ends > 1) {
      const written = [
        ...(validUntil === undefined ? [] : ['validUntil']),
        ...(duration === undefined ? [] : ['duration']),
        ...(standing ? ['standing'] : []),
      ];
      yield grantFinding(grant, [written.at(-1) ?? ''], {
        message: `${inWords(written)} each say when this access ends`,
        help: `keep one of the ${written.length === 2 ? 'two' : 'three'} lines and delete the ${written.length === 2 ? 'other' : 'others'}`,
        atKey: true,
      });
    }
    if (duration !== undefined && requestedAt === undefined && !misspelled('requestedAt')) {
      yield grantFinding(grant, ['duration'], {
        message: 'a `duration` needs the day of the request',
        help: `add a line \`requestedAt: ${context.today}\`; asking again later gets a new day there`,
      });
    }
  },
};
