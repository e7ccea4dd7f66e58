/** What is asked for by a form, where a file is there already: whom it is approved by must not depend on what was before. */
import { expect, test } from 'vitest';
import { filesOf } from '../../src/commands/asked-files.ts';
import type { Grant } from '../../src/model/grant.ts';
import { workspaceOf } from '../support/workspace.ts';

const path = 'access-grants/crm/admin/vasco.teixeira.yaml';
const asked: Grant = {
  version: 1,
  subject: 'vasco.teixeira',
  system: 'crm',
  role: 'admin',
  justification: 'Move the shops of the closed district to the one beside it',
  requestedAt: '2026-11-23',
  duration: '30d',
};
const emergency = `version: 1
subject: vasco.teixeira
system: crm
role: admin
justification: Unlock the shops that nobody can order from since this morning
requestedAt: 2026-11-01
duration: 4h
emergency: true
incident: INC-77
`;
const written = (grant: Grant, before: string) =>
  filesOf({ title: '', grants: [grant], ends: [] }, workspaceOf({ [path]: before }), () => before).get(path);

test('what was given in an emergency is asked for as usual the next time', () => {
  expect(written(asked, emergency)).not.toMatch(/emergency|incident/);
});

test('an emergency is one also where somebody has, or had, the same role', () => {
  const usual = emergency.replace(/emergency: true\nincident: INC-77\n/, '');
  expect(written({ ...asked, duration: '4h', emergency: true, incident: 'INC-78' }, usual)).toMatch(
    /emergency: true\nincident: INC-78/,
  );
});
