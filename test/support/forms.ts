/** Issue forms as people send them: the text that GitHub makes of the answers, delivered to the bundle as its own process. */
import { type Company, organization, repository } from './company.ts';
import { requestsIn } from './requests.ts';

/** The answers by the labels of the questions. */
export type Answers = Readonly<Record<string, string>>;

/** What GitHub writes where nothing was answered. */
export const nothing = '_No response_';

/** The text that GitHub makes of the answers in a form. */
export const bodyOf = (answers: Answers): string =>
  Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join('\n\n');

export function formsIn(company: () => Company) {
  const { run } = requestsIn(company);

  /** Delivers the issue as it is; the author did it, unless somebody else is named. */
  const deliver = async (
    number: number,
    by?: string,
    event: { readonly action: string; readonly changes?: object } = { action: 'reopened' },
  ): Promise<string> => {
    const { rest } = company().as(by ?? 'qa-ana');
    const { data: issue } = await rest.issues.get({ ...repository, issue_number: number });
    const sender = by === undefined ? issue.user : (await rest.users.getAuthenticated()).data;
    const { log, status } = await run('issues', { ...event, issue, sender }, company().jobToken);
    if (status !== 0) throw new Error(log);
    return log;
  };
  const open = async (login: string, answers: Answers): Promise<number> => {
    const { data } = await company()
      .as(login)
      .rest.issues.create({ ...repository, title: 'A form', body: bodyOf(answers) });
    await deliver(data.number, undefined, { action: 'opened' });
    return data.number;
  };
  const edit = async (login: string, number: number, answers: Answers): Promise<void> => {
    const body = bodyOf(answers);
    await company()
      .as(login)
      .rest.issues.update({ ...repository, issue_number: number, body });
    await deliver(number, login, { action: 'edited', changes: { body: { from: '' } } });
  };
  /** What was said in the issue, the oldest first. */
  const told = async (number: number): Promise<readonly string[]> =>
    (
      await company()
        .as('qa-ana')
        .rest.issues.listComments({ ...repository, issue_number: number, per_page: 100 })
    ).data.map(({ body }) => body ?? '');
  const pullOf = async (issue: number, state: 'open' | 'closed' | 'all' = 'open') =>
    (
      await company()
        .as('qa-ana')
        .rest.pulls.list({ ...repository, state, head: `${organization}:grantbook/request-${issue}` })
    ).data[0];
  const filesOf = async (pull: number) =>
    (
      await company()
        .as('qa-ana')
        .rest.pulls.listFiles({ ...repository, pull_number: pull, per_page: 100 })
    ).data;
  return { deliver, open, edit, told, pullOf, filesOf };
}
