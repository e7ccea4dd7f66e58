import { expect, test } from 'vitest';
import { reviewsSection } from '../../src/render/approvals-markdown.ts';
import { accounts, decided, facts, review } from '../support/deciding.ts';

test('reviews that do not count are told as what they are', () => {
  const { rui, sofia, tiago } = accounts;
  const { whole, workspace } = decided({
    facts: facts([review(rui), review(sofia), review(tiago, 'CHANGES_REQUESTED')]),
  });
  expect(reviewsSection(whole, workspace, 5_000)).toBe(`#### Reviews

- ✅ **Rui Alves** approved
- ⚪ The objection of \`tiago-nunes\` does not count: that person may not object here, because the policy does not name them.
- ⚪ The approval of \`sofia-lopes\` does not count: the approval policy does not name that person here.`);
});
