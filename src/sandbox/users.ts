import { describeUser, type Json } from './describe.ts';
import { notForIntegration, notFound, refusal } from './errors.ts';
import { type Operations, ok } from './operation.ts';
import type { Account } from './state.ts';
import type { World } from './world.ts';

/** A `public-user`. */
function describePublicUser(world: World, account: Account): Json {
  return {
    ...describeUser(world, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** Accounts. */
export const userOperations: Operations = {
  'users/get-authenticated': ({ world, actor }) => {
    if (!actor) throw refusal(401, 'Requires authentication');
    // The token of an installation, such as GITHUB_TOKEN, speaks for no user.
    if (actor.app) throw notForIntegration();
    return ok(describePublicUser(world, actor.account));
  },

  'users/get-by-id': ({ world, path }) => {
    const account = [...world.accounts.values()].find(({ id }) => String(id) === path.account_id);
    if (!account) throw notFound();
    return ok(describePublicUser(world, account));
  },

  'users/get-by-username': ({ world, path }) => {
    const account = world.account(path.username ?? '');
    if (!account) throw notFound();
    return ok(describePublicUser(world, account));
  },
};
