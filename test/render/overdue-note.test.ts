/** The comment that reminds approvers. */
import { expect, test } from 'vitest';
import type { OverdueApprover } from '../../src/approvals/overdue.ts';
import type { Requirement } from '../../src/model/verdict.ts';
import { renderOverdue } from '../../src/render/overdue-note.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { workspaceOf } from '../support/workspace.ts';

const workspace = workspaceOf(exampleCompany);
const at = { now: Date.parse('2026-11-24T10:00:00Z'), timeZone: 'Europe/Lisbon' };
const required = (role: string, escalation?: Requirement['escalation']): Requirement => ({
  change: { kind: 'added', path: `access-grants/payroll/${role}/ana.costa.yaml` },
  policy: 'standard',
  stages: [],
  ...(escalation ? { escalation } : {}),
});
const [rui, sofia] = ['rui', 'sofia'].map(
  (login) =>
    (since: string, ...requirements: Requirement[]): OverdueApprover => ({
      user: login,
      login,
      since: Date.parse(since),
      step: '1d',
      requirements,
    }),
) as [Approver, Approver];
type Approver = (since: string, ...requirements: Requirement[]) => OverdueApprover;
const from = '2026-11-25T10:00:00.000Z';

test('it names those who waited equally long together, and who may approve too', () => {
  const to = ['system-owner', 'user:marta.dias', 'group:security', 'github-team:acme/data'];
  const requirement = required('viewer', { to, from });
  const people = [rui('2026-11-23T10:00:00Z', requirement), sofia('2026-11-23T10:00:00Z', requirement)];
  expect(renderOverdue(people, workspace, at)).toMatchInlineSnapshot(`
    "@rui, @sofia: this has waited for you since 23 November 2026 at 10:00 (Europe/Lisbon), yesterday.

    Please open *Review changes* under *Files changed*, and choose *Approve*, or *Request changes* with the reason. The first comment says who asks for what.

    Without an answer, an owner of Payroll, **Marta Dias**, the group \`security\` or a member of \`acme/data\` may approve this too, from 25 November 2026 at 10:00 (Europe/Lisbon) on."
  `);
});

test('it says of what, where that is not so of everything, and nothing where nobody comes', () => {
  const people = [
    rui('2026-11-24T08:00:00Z', required('viewer', { to: ['policy-owner'], from }), required('editor')),
    sofia('2026-11-20T10:00:00Z', required('editor')),
  ];
  expect(renderOverdue(people, workspace, at)).toMatchInlineSnapshot(`
    "@rui: this has waited for you since 24 November 2026 at 08:00 (Europe/Lisbon).
    @sofia: this has waited for you since 20 November 2026 at 10:00 (Europe/Lisbon), 4 days ago.

    Please open *Review changes* under *Files changed*, and choose *Approve*, or *Request changes* with the reason. The first comment says who asks for what.

    Without an answer about \`access-grants/payroll/viewer/ana.costa.yaml\`, a policy owner may approve this too, from 25 November 2026 at 10:00 (Europe/Lisbon) on."
  `);
  expect(renderOverdue(people.slice(1), workspace, at)).not.toContain('Without an answer');
});
