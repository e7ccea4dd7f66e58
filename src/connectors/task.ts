/** A person does the work: nothing can be read, and what they confirmed stands in the ledger. */
import type { AccountHolder, Connector } from './connector.ts';

/** Whoever does the work finds the account by the name of the person. The steps are asked for in an issue. */
export const task = (): Connector => ({
  accountsOf: async (people: readonly AccountHolder[]) =>
    new Map(people.map(({ user, displayName }) => [user, { account: user, name: displayName }])),
  apply: async () => [],
});
