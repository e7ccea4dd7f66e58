import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('refs that may be missing', () => {
  /** Serves a folder by git's older protocol, which is plain files. In a process of its own, since git is waited for. */
  const server = `
    const { readFile } = require('node:fs');
    require('node:http')
      .createServer((request, response) =>
        readFile(process.argv[1] + new URL(request.url, 'http://localhost').pathname, (error, data) =>
          response.writeHead(error ? 404 : 200).end(data)))
      .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  let child: ChildProcess;
  let folder: string;
  let there: string;
  let commits: Record<string, string>;
  beforeAll(async () => {
    const origin = repository();
    commits = { main: origin.commit({ x: 'x' }) };
    for (const branch of ['ledger', 'ledger-of-somebody', 'ledger2']) {
      origin.git('checkout', '--quiet', '-B', branch, 'main');
      commits[branch] = origin.commit({ [branch]: branch });
    }
    origin.git('update-server-info');
    child = spawn(process.execPath, ['-e', server, origin.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = child.stdout ? await once(child.stdout, 'data') : [];
    there = `http://127.0.0.1:${String(port).trim()}/.git`;
    folder = temporaryFolder();
  });
  afterAll(() => child.kill());
  const main = { base: 'refs/heads/main' };
  const fetch = (refs: Record<string, string>, optional: Record<string, string>) =>
    watchingGit(() => fetchRefs({ folder, url: there, token, refs, optional }));
  const fetches = (calls: readonly string[]) => calls.filter((call) => call.includes(' fetch ')).length;

  test('are fetched by their whole names: nobody makes a run fetch what is called alike', () => {
    const { result, calls } = fetch(main, { ledger: 'refs/heads/ledger' });
    expect(result.commits).toEqual({ base: commits.main, ledger: commits.ledger });
    expect(fetches(calls)).toBe(1);
    for (const [branch, commit] of Object.entries(commits))
      expect([branch, result.git.run(['cat-file', '-e', commit]).status === 0]).toEqual([
        branch,
        branch === 'main' || branch === 'ledger',
      ]);
    result.dispose();
  });

  test('are left out where they are not there, each at the cost of one more fetch', () => {
    const optional = { one: 'refs/heads/led', ledger: 'refs/heads/ledger', two: 'refs/heads/ledger/two' };
    const { result, calls } = fetch(main, optional);
    expect(result.commits).toEqual({ base: commits.main, ledger: commits.ledger });
    expect(fetches(calls)).toBe(3);
    expect(result.more({}, { none: 'refs/heads/none' })).toEqual({});
    // What it held before is not what it holds now.
    expect(result.more({}, { ledger: 'refs/heads/gone' })).toEqual({});
    result.dispose();
  });

  test('are not those that have to be there', () => {
    expect(() => fetch({ base: 'refs/heads/nowhere' }, { ledger: 'refs/heads/ledger' })).toThrow(
      new EnvironmentFailure("the commits could not be fetched: couldn't find remote ref refs/heads/nowhere"),
    );
    expect(() => fetch({ base: 'refs/heads/nowhere' }, { head: 'refs/heads/nowhere' })).toThrow(
      EnvironmentFailure,
    );
  });
});
