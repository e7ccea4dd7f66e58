import { findRole } from '../../model/entitlement.ts';

import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';
import { longestEnd } from '../longest-end.ts';

export const privilegedNeedsTemporary: GrantRule = {
  kind: 'grant',
  code: 'GB206',
  name: 'privileged-needs-temporary',
  level: 'error',
  safety: true,
  summary: 'Nobody holds a privileged role without an end.',
  rationale:
    'An administrator’s account is the one worth stealing, so it exists only while it is used (just in time; NIST SP 800-53 AC-6(5), AC-2(7); ISO/IEC 27001 A.8.2). No entry of the role matrix can allow it, and neither can an exception.',
  examples: {
    valid: [
      {
        title: 'an administrator for a few hours',
        files: grantFile({ role: 'admin', validUntil: undefined, duration: '4h', requestedAt: '2026-11-23' }),
      },
    ],
    invalid: [
      {
        title: 'an administrator for ever',
        files: grantFile({ role: 'admin', validUntil: undefined, standing: true }),
      },
    ],
  },
  *check(grant, context) {
    const { system, role, standing } = grant.value;
    if (!standing) return;
    const found = findRole(context.workspace, system, role);
    if (!found?.role.privileged) return;
    yield grantFinding(grant, ['standing'], {
      message: `\`${role}\` is an administrator’s role, and nobody holds such a role without an end`,
      help: `write ${longestEnd(grant, context)?.line} instead, and ask again when it is needed again`,
      atKey: true,
      related: [
        {
          path: found.system.path,
          pointer: ['roles', role, 'privileged'],
          message: 'the role is privileged',
        },
      ],
    });
  },
};
