/** Requests in the sample company, and what GitHub knows of them while the bundle decides as its own process. */
import { type Company, organization, repository } from './company.ts';
import { nodes } from './node24.ts';
import { runAction } from './runner.ts';

/** A day from today on, as a calendar day. */
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
/** The grant that Andrei asks for. */
export const request = (more = '') => `version: 1
subject: andrei.popescu
system: crm
role: exporter
justification: Download the shops around Porto once for the tasting invitations
ticket: CRM-701
validUntil: ${day(10)}
${more}`;

/** A request for another role, of Andrei or of somebody else. */
export const other = (role: string, subject = 'andrei.popescu') => ({
  [`access-grants/analytics/${role}/${subject}.yaml`]: request()
    .replace('crm', 'analytics')
    .replace('exporter', role)
    .replace('andrei.popescu', subject)
    .replace('ticket: CRM-701\n', ''),
});

/**
 * What is done on GitHub, and how the Action is started, with `env` for its step. Both are asked for late: they start
 * with the tests.
 */
export function requestsIn(company: () => Company, env: () => Readonly<Record<string, string>> = () => ({})) {
  const judge = (number: number) => run('pull_request_target', { pull_request: { number } });

  const run = (
    event: string,
    payload: object,
    token = company().workflowToken,
    inputs: Readonly<Record<string, string>> = {},
  ) =>
    runAction({
      inputs,
      env: env(),
      node: nodes.at(-1)?.[1] ?? process.execPath,
      url: company().github.url,
      repository: `${organization}/access`,
      token,
      event,
      payload: { ...payload, repository: { full_name: `${organization}/access` } },
    });

  /** A job that is about the repository, as a schedule starts it. */
  const job = (command: string) => run('schedule', {}, company().jobToken, { command });

  /** Somebody writes into an issue; gives the last comment there once the run has ended. */
  const writeInIssue = async (login: string, number: number, body: string): Promise<string> => {
    const { issues } = company().as(login).rest;
    const { data } = await issues.createComment({ ...repository, issue_number: number, body });
    const comment = { id: data.id, body, user: { login, id: data.user?.id } };
    const { log, status } = await run('issue_comment', { issue: { number }, comment }, company().jobToken);
    if (status !== 0) throw new Error(log);
    const all = await issues.listComments({ ...repository, issue_number: number, per_page: 100 });
    return all.data.at(-1)?.body ?? '';
  };

  /** What the signal of a merge group leads to. */
  const decideGroup = ({ headRef, headSha }: { readonly headRef: string; readonly headSha: string }) =>
    run('workflow_run', {
      workflow_run: {
        event: 'merge_group',
        head_branch: headRef.replace('refs/heads/', ''),
        head_sha: headSha,
        pull_requests: [],
      },
    });

  const ask = async (branch: string, files: Record<string, string>) => {
    await company().git('fetch', '--quiet', 'origin');
    await company().git('checkout', '--quiet', '-B', branch, 'origin/main');
    const sha = await company().push(branch, files);
    const number = await company().openPullRequest(branch, `Ask by ${branch}`);
    return { sha, number, at: { ...repository, pull_number: number } };
  };

  const review = async (
    login: string,
    number: number,
    event: 'APPROVE' | 'REQUEST_CHANGES' = 'APPROVE',
    more: { commit_id?: string; body?: string } = {},
  ) =>
    (
      await company()
        .as(login)
        .rest.pulls.createReview({ ...repository, pull_number: number, event, ...more })
    ).data;

  const checkOf = async (ref: string) => {
    const { data } = await company()
      .as('qa-ana')
      .rest.checks.listForRef({ ...repository, ref, check_name: 'grantbook', filter: 'latest' });
    return data.check_runs[0];
  };

  const commentOn = async (number: number) =>
    (
      await company()
        .as('qa-ana')
        .rest.issues.listComments({ ...repository, issue_number: number })
    ).data[0]?.body ?? '';

  const pull = async (number: number) =>
    (
      await company()
        .as('qa-ana')
        .rest.pulls.get({ ...repository, pull_number: number })
    ).data;

  const askedIn = async (number: number) =>
    ((await pull(number)).requested_reviewers ?? []).map((user) => user.login).toSorted();

  return { judge, run, writeInIssue, job, decideGroup, ask, review, checkOf, commentOn, pull, askedIn };
}
