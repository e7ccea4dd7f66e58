import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EnvironmentFailure } from '../../src/model/failure.ts';
import { fetchRefs } from '../../src/source/fetch.ts';
import { repository, temporaryFolder, watchingGit } from '../support/repository.ts';

const token = 'ghs_verysecrettoken';

/** Nothing listens there, so that every fetch fails at once and without a network. */
const url = 'http://127.0.0.1:9/acme/access.git';

describe('fetching', () => {
  test('never puts the token on a command line, into the repository or into a message', () => {
    const folder = temporaryFolder();
    const { result, calls } = watchingGit(() => {
      try {
        return fetchRefs({ folder, url, token, refs: { base: 'refs/heads/main' } });
      } catch (error) {
        return error;
      }
    });
    expect(result).toBeInstanceOf(EnvironmentFailure);
    expect((result as Error).message).toMatch(/^the commits could not be fetched: [^\n]+$/);
    const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64')];
    expect(calls.some((call) => call.includes('fetch'))).toBe(true);
    for (const secret of secrets)
      expect([...calls, (result as Error).message].join('\n')).not.toContain(secret);
  });

  test('leaves nothing behind where it fails', () => {
    const folder = temporaryFolder();
    expect(() => fetchRefs({ folder, url, token, refs: { base: 'refs/heads/main' } })).toThrow(
      EnvironmentFailure,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['file', 'ext'])('refuses what is not the web: %s', (kind) => {
    const origin = repository();
    origin.commit({ x: 'x' });
    const folder = temporaryFolder();
    const address = kind === 'file' ? `file://${origin.dir}` : `ext::sh -c touch% ${folder}/ran`;
    expect(() => fetchRefs({ folder, url: address, token, refs: { base: 'refs/heads/main' } })).toThrow();
    expect(existsSync(`${folder}/ran`)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
