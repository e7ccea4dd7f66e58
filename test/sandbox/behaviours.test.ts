import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../src/sandbox/operations.ts';
import { accessBehaviours } from './behaviours/access.ts';
import { checkBehaviours } from './behaviours/checks.ts';
import { collaboratorBehaviours } from './behaviours/collaborators.ts';
import { commentBehaviours } from './behaviours/comments.ts';
import { dataBehaviours } from './behaviours/data.ts';
import { httpBehaviours } from './behaviours/http.ts';
import { issueBehaviours } from './behaviours/issues.ts';
import { peopleBehaviours } from './behaviours/people.ts';
import { pullBehaviours } from './behaviours/pulls.ts';
import { reviewBehaviours } from './behaviours/reviews.ts';
import { settingsBehaviours } from './behaviours/settings.ts';
import { statusBehaviours } from './behaviours/statuses.ts';
import { teamBehaviours } from './behaviours/teams.ts';
import { type Company, startCompany } from './fixture.ts';

/** What GitHub's description cannot say, but GitHub does. Each line of it is a test. */
const table = {
  access: accessBehaviours,
  'pull requests': pullBehaviours,
  reviews: reviewBehaviours,
  people: peopleBehaviours,
  teams: teamBehaviours,
  collaborators: collaboratorBehaviours,
  issues: issueBehaviours,
  comments: commentBehaviours,
  statuses: statusBehaviours,
  'files and refs': dataBehaviours,
  'check runs': checkBehaviours,
  settings: settingsBehaviours,
  'every request': httpBehaviours,
};

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());

describe.each(Object.entries(table))('%s', (_subject, behaviours) => {
  test.each(Object.entries(behaviours))('%s', async (_name, check) => {
    await check(company);
    expect(company.github.violations.splice(0)).toEqual([]);
  });
});

test('the table uses every operation that the sandbox has', () => {
  const used = new Set(company.github.requests.map(({ operationId }) => operationId));
  expect(Object.keys(operations).filter((id) => !used.has(id))).toEqual([]);
});
