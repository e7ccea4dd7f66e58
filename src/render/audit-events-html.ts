/** What happened besides access: what nobody approved, reviews, exceptions. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import { linkTo, personInWords, roleInWords, when } from './audit-words.ts';
import { html } from './html.ts';
import { link, tableHtml, timed } from './page-html.ts';

/** What a path of a grant says, in words; any other path stays as it is. */
export function pathInWords(path: string, answer: Pick<AuditAnswer, 'names'>): string {
  const [folder, system = '', role = '', file = ''] = path.split('/');
  if (folder !== 'access-grants' || file === '') return path;
  const about = roleInWords({ system, role }, answer);
  return `${personInWords(file.replace(/\.yaml$/, ''), answer)}: ${about.role} in ${about.system}`;
}

const requestLink = (
  each: { readonly commit: string; readonly pullRequest?: number },
  answer: AuditAnswer,
): string =>
  each.pullRequest === undefined
    ? link(`commit ${each.commit.slice(0, 10)}`, linkTo(answer, { commit: each.commit }))
    : link(`#${each.pullRequest}`, linkTo(answer, { pullRequest: each.pullRequest }));

const section = (title: string, intro: string, body: string): string =>
  `<section>\n<h2>${html(title)}</h2>\n<p class="quiet">${html(intro)}</p>\n${body}\n</section>`;

export function eventsHtml(answer: AuditAnswer): string {
  const { incidents, reviews, exceptions } = answer;
  return [
    section(
      'Changes that nobody approved',
      'What reached the default branch past the approvers. Access in it was never given; that somebody took access away counts, and is no incident.',
      incidents.length === 0
        ? '<p>None in that time.</p>'
        : tableHtml(
            ['When', 'What', 'Why it does not count', 'Now', 'Where to look'],
            incidents.map((each) => [
              timed(when(each.at, answer)),
              each.paths.map((path) => `<p>${html(pathInWords(path, answer))}</p>`).join(''),
              html(each.reasons.join('; ')),
              each.isOpen
                ? '<span class="tag refused">still there</span>'
                : html('undone since, or approved as a whole'),
              requestLink(each, answer),
            ]),
          ),
    ),
    section(
      'Reviews',
      'Somebody looked whether access is still needed, or answered for what was found on the first day.',
      reviews.length === 0
        ? '<p>None in that time.</p>'
        : tableHtml(
            ['When', 'What', 'By', 'Their words', 'Where to look'],
            reviews.map((each) => [
              timed(when(each.at, answer)),
              html(
                each.path === undefined
                  ? `What was found at ${answer.names.systems[each.system]?.name ?? each.system}`
                  : pathInWords(each.path, answer),
              ),
              html(each.by.map((user) => personInWords(user, answer)).join(', ')),
              (each.approval?.approvedBy ?? [])
                .map(({ words }) => (words === undefined ? '' : `<blockquote>${html(words)}</blockquote>`))
                .join(''),
              each.kind === 'signature' ? '' : requestLink(each, answer),
            ]),
          ),
    ),
    section(
      'Exceptions that were used',
      'A rule said no, and an exception with an owner and an end let it pass.',
      exceptions.length === 0
        ? '<p>None in that time.</p>'
        : tableHtml(
            ['When', 'Exception', 'For', 'What the rule said', 'Where to look'],
            exceptions.map((each) => [
              timed(when(each.at, answer)),
              timed(`${each.exception}, until ${each.validUntil}`),
              html(pathInWords(each.path, answer)),
              html(each.message.replaceAll('`', '')),
              requestLink(each, answer),
            ]),
          ),
    ),
  ].join('\n');
}
