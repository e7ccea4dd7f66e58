import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

const note = (line: number) => ({
  path: 'grant.yaml',
  start_line: line,
  end_line: line,
  annotation_level: 'failure' as const,
  message: 'No such role',
});
const notes = (count: number) => Array.from({ length: count }, (_, index) => note(index + 1));
const output = { title: 'Refused', summary: 'One thing is wrong.' };

/** What GitHub does with check runs beyond what its description says. */
export const checkBehaviours: Behaviours = {
  'only an app can make a check run': async ({ branch, as }) => {
    const head_sha = branch('checked');
    await refused(as('ada').rest.checks.create({ ...here, name: 'grantbook', head_sha }), 403, /GitHub App/);
  },

  'only the app that made a check run can change it': async ({ branch, as, appToken, github }) => {
    const head_sha = branch('foreign');
    const { data } = await as(appToken).rest.checks.create({ ...here, name: 'grantbook', head_sha });
    const other = as(github.addApp({ slug: 'other' }).token);
    await refused(other.rest.checks.update({ ...here, check_run_id: data.id, conclusion: 'success' }), 403);
  },

  'a check run needs a commit that is there': async ({ as, appToken }) => {
    const run = { ...here, name: 'grantbook', head_sha: 'f'.repeat(40) };
    await refused(as(appToken).rest.checks.create(run), 422, /No commit found for SHA/);
  },

  'a conclusion completes a check run, and there is none without': async ({
    branch,
    as,
    appToken,
    clock,
  }) => {
    const head_sha = branch('concluded');
    const { checks } = as(appToken).rest;
    const done = await checks.create({ ...here, name: 'grantbook', head_sha, conclusion: 'success' });
    expect(done.data).toMatchObject({ status: 'completed', completed_at: clock });
    await refused(
      checks.create({ ...here, name: 'grantbook', head_sha, status: 'completed' }),
      422,
      /conclusion/,
    );
  },

  'at most 50 annotations come with a request, and they add up': async ({ branch, as, appToken }) => {
    const head_sha = branch('annotated');
    const { checks } = as(appToken).rest;
    const first = { ...here, name: 'grantbook', head_sha, output: { ...output, annotations: notes(50) } };
    const { data } = await checks.create(first);
    const update = { ...here, check_run_id: data.id };
    await refused(
      checks.update({ ...update, output: { ...output, annotations: notes(51) } }),
      422,
      /50 items/,
    );
    const more = await checks.update({ ...update, output: { ...output, annotations: notes(3) } });
    expect(more.data.output.annotations_count).toBe(53);
    expect((await checks.listAnnotations({ ...update, per_page: 100 })).data).toHaveLength(53);
  },

  // GitHub Docs, "REST API endpoints for check runs", `annotations`: "The maximum size is 64 KB."
  'an annotation of more than 64 KB is refused, with all that comes with it': async ({
    branch,
    as,
    appToken,
  }) => {
    const head_sha = branch('long');
    const { checks } = as(appToken).rest;
    const { data } = await checks.create({ ...here, name: 'grantbook', head_sha });
    const [note] = notes(1);
    const update = { ...here, check_run_id: data.id };
    const saying = (message: string) =>
      checks.update({
        ...update,
        conclusion: 'failure' as const,
        output: { ...output, annotations: note ? [{ ...note, message }] : [] },
      });
    await refused(saying('é'.repeat(32 * 1024 + 1)), 422, /64 KB/);
    expect((await checks.get(update)).data).toMatchObject({ status: 'queued', conclusion: null });
    expect((await saying('é'.repeat(32 * 1024))).data.output.annotations_count).toBe(1);
  },

  'a summary and a text may have 65535 characters and not one more': async ({ branch, as, appToken }) => {
    const head_sha = branch('wordy');
    const { create } = as(appToken).rest.checks;
    const run = { ...here, name: 'grantbook', head_sha };
    await create({ ...run, output: { title: 'Long', summary: 'x'.repeat(65_535) } });
    await refused(create({ ...run, output: { title: 'Long', summary: 'x'.repeat(65_536) } }), 422, /65535/);
    await refused(create({ ...run, output: { ...output, text: 'x'.repeat(65_536) } }), 422, /65535/);
  },

  'the latest run of each name of each app is listed': async ({ branch, as, appToken, github }) => {
    const head_sha = branch('listed');
    const { checks } = as(appToken).rest;
    const run = { ...here, name: 'grantbook', head_sha };
    await checks.create({ ...run, conclusion: 'failure' });
    const second = await checks.create({ ...run, conclusion: 'success' });
    await as(github.addApp({ slug: 'impostor' }).token).rest.checks.create({ ...run, conclusion: 'success' });
    const list = { ...here, ref: 'listed' };
    expect((await checks.listForRef(list)).data.total_count).toBe(2);
    expect((await checks.listForRef({ ...list, filter: 'all' })).data.total_count).toBe(3);
    const ours = await checks.listForRef({ ...list, app_id: 15368 });
    expect(ours.data.check_runs).toMatchObject([{ id: second.data.id, conclusion: 'success' }]);
  },

  'a check run names the pull requests of its commit': async ({ open, as, appToken }) => {
    const { pull_number, sha } = await open('named');
    const run = { ...here, name: 'grantbook', head_sha: sha };
    const { data } = await as(appToken).rest.checks.create(run);
    expect(data.pull_requests).toMatchObject([{ number: pull_number, head: { sha } }]);
  },
};
