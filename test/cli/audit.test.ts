/** `grantbook audit`: the answers that an auditor gets from a clone, and what is said where there is none. */
import { describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../../src/commands/audit.ts';
import { auditDay, auditedCompany } from '../support/audited.ts';
import { runHere } from '../support/command.ts';

const company = auditedCompany();
const auditIn = (dir: string, options: Partial<AuditOptions> = {}) =>
  runHere(dir, (context) => audit({ format: 'text', now: auditDay, ...options }, context));
const answered = (options: Partial<AuditOptions>) => auditIn(company.dir, options);

describe('a day', () => {
  test('lists whoever had access at any time of it, with who approved it and what became of it', async () => {
    const { status, out, err } = await answered({ at: '2026-12-20', system: 'analytics' });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(
      /1 +Andrei Popescu \(andrei\.popescu\) +Panorama +Viewer +2026-12-15 16:21 +2027-01-10, the whole day +Camille Laurent +#3/,
    );
    expect(out).toContain('Held without a break: since 2026-12-02 10:05, renewed or changed in between');
    expect(out).toContain('Given in the real system: 2026-12-02 10:12');
    expect(out).toContain('Taken away in the real system: 2027-01-11 00:20');
    expect(out).toContain('https://github.com/quinta-aveia/access/pull/3');
    expect(out).toContain('4 people had 4 grants.');
  });

  test('marks what was lost during it', async () => {
    const { out } = await answered({ at: '2026-12-30', person: 'pedro.figueira' });
    expect(out).toMatch(/2026-12-30 15:00 .* lost that day: the person was set to inactive/);
    expect(out).toContain('1 person had 1 grant; 1 ended during the day.');
    expect((await answered({ at: '2026-12-31', person: 'pedro.figueira' })).out).toContain('Nobody.');
  });

  test('never lists what nobody approved as access, and tells of it', async () => {
    const { out } = await answered({ from: '2026-12-20', to: '2026-12-24', system: 'analytics' });
    expect(out).not.toMatch(/^\d+ +Katarzyna/m);
    expect(out).toMatch(
      /- 2026-12-21 17:30, commit [0-9a-f]{10}: access-grants\/analytics\/viewer\/katarzyna\.wrona\.yaml; it came by no pull request, so nobody approved it; undone since; https/,
    );
  });
});
