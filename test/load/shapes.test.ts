/** Parts in the shape that people expect them in: told once, with a repair that is accepted when it is typed. */
import { expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import { load } from '../support/loading.ts';

const person = (trainings: string) => `version: 1
displayName: Ana
jobFunctions: [accountant]
department: Finance
employmentType: employee
active: true
${trainings}`;
const approvals = (policy: string) => `version: 1\npolicies:\n  - id: rest\n${policy}`;
const stages = '    stages: [{ approvers: [manager] }]\n';
const matrix = (rows: string) => `version: 1\nmatrix:\n${rows}`;
const entry = '- { id: data-protection, completed: 2026-03-05 }';

test.each<[title: string, schema: SchemaName, wrong: string, help: string, right: string]>([
  [
    'a training as a key with its day',
    'person',
    person('trainings:\n  - data-protection: 2026-03-05\n'),
    `write \`${entry}\``,
    person(`trainings:\n  ${entry}\n`),
  ],
  [
    'trainings without dashes',
    'person',
    person('trainings:\n  data-protection: 2026-03-05\n'),
    `write each on a line such as \`${entry}\``,
    person(`trainings:\n  ${entry}\n`),
  ],
  [
    'trainings by their names',
    'person',
    person('trainings:\n  data-protection:\n    completed: 2026-03-05\n'),
    'write `- id: data-protection` instead of `data-protection:`, and so with each of the others',
    person('trainings:\n  - id: data-protection\n    completed: 2026-03-05\n'),
  ],
  [
    'a training alone',
    'person',
    person('trainings:\n  - data-protection\n'),
    'write `- { id: data-protection, completed: … }`: the day on which it was completed',
    person(`trainings:\n  ${entry}\n`),
  ],
  [
    'trainings alone, in brackets',
    'person',
    person('trainings: [data-protection, payroll-privacy]\n'),
    'write `{ id: data-protection, completed: … }`: the day on which it was completed; and so with each of the others',
    person('trainings: [{ id: data-protection, completed: 2026-03-05 }]\n'),
  ],
  [
    'stages by their approvers, in brackets',
    'approvals',
    approvals('    stages: [manager, system-owner]\n'),
    'write `{ approvers: [manager] }` instead; and so with each of the others',
    approvals('    stages: [{ approvers: [manager] }, { approvers: [system-owner] }]\n'),
  ],
  [
    'policies by their names',
    'approvals',
    `version: 1\npolicies:\n  rest:\n${stages}`,
    'write `- id: rest` instead of `rest:`, and so with each of the others',
    approvals(stages),
  ],
  [
    'approvers without a stage',
    'approvals',
    approvals('    approvers: [manager]\n'),
    'write `stages: [{ approvers: [manager] }]` instead of `approvers`',
    approvals(stages),
  ],
  [
    'a condition that always holds',
    'approvals',
    approvals(`    when: always\n${stages}`),
    'delete the line',
    approvals(stages),
  ],
  [
    'no condition, as a list',
    'approvals',
    approvals(`    when: []\n${stages}`),
    'delete the line',
    approvals(stages),
  ],
  [
    'a full-width colon between brackets',
    'role-matrix',
    matrix('  accountant: { payroll: { viewer: { maxDuration：30d } } }\n'),
    'write `maxDuration: 30d`',
    matrix('  accountant: { payroll: { viewer: { maxDuration: 30d } } }\n'),
  ],
  [
    'no space after a colon between brackets',
    'role-matrix',
    matrix('  accountant: { payroll: { viewer: { maxDuration:30d } } }\n'),
    'write `maxDuration: 30d`',
    matrix('  accountant: { payroll: { viewer: { maxDuration: 30d } } }\n'),
  ],
  [
    '`standing` as a key',
    'role-matrix',
    matrix('  accountant: { payroll: { viewer: { standing: true } } }\n'),
    'write `viewer: standing`',
    matrix('  accountant: { payroll: { viewer: standing } }\n'),
  ],
  [
    'a level as the whole setting of a rule',
    'settings',
    'version: 1\norganization: A\ntimeZone: UTC\npolicyOwners: [a]\nrules:\n  missing-ticket: off\n',
    'write `level: off` below it, two spaces further to the right',
    'version: 1\norganization: A\ntimeZone: UTC\npolicyOwners: [a]\nrules:\n  missing-ticket:\n    level: off\n',
  ],
])('%s', (_title, schema, wrong, help, right) => {
  expect(load(wrong, schema).problems.map((problem) => problem.help)).toEqual([help]);
  expect(load(right, schema).problems).toEqual([]);
});
