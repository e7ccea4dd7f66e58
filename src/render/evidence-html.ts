/** The pages of a pack of evidence, for somebody without any account. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { Evidence, Request } from '../ledger/evidence.ts';
import { auditStyle } from './audit-style.ts';
import { timeInWords } from './audit-text.ts';
import { approversInWords, linkTo, personInWords, roleInWords, when } from './audit-words.ts';
import { controls } from './evidence-controls.ts';
import type { Population } from './evidence-tables.ts';
import { html } from './html.ts';
import { factsHtml, link, selfContained, tableHtml, timed } from './page-html.ts';

const page = (
  evidence: Evidence,
  title: string,
  body: string,
  script?: { text: string; digest: string },
): string =>
  selfContained({
    title,
    above: `${evidence.answer.organization} · Evidence, ${timeInWords(evidence.answer)}`,
    style: `${auditStyle}\n#result.ok p { border-left: 4px solid #1a7f37; padding-left: .8rem; }\n#result.wrong p { border-left: 4px solid var(--refused); padding-left: .8rem; color: var(--refused); }`,
    body,
    footer: 'Made by Grantbook from git history and the ledger alone.',
    ...(script ? { script } : {}),
  });

const back = '<p><a href="summary.html">Summary</a></p>';

export function populationPage(population: Population, evidence: Evidence): string {
  const { title, intro, headings, rows, id } = population;
  return page(
    evidence,
    title,
    `${back}<p class="lead">${rows.length.toLocaleString('en')} in all. ${html(intro.replaceAll('`', ''))}</p><p class="quiet">The same as a table for spreadsheets: <a href="${id}.csv">${id}.csv</a>. Times are those of ${html(evidence.answer.timeZone)}.</p>
${
  rows.length === 0
    ? '<p>None in this time.</p>'
    : tableHtml(
        headings,
        rows.map((row) =>
          row.map((cell) => (cell.startsWith('https://') ? link('open', cell) : timed(cell))),
        ),
      )
}`,
  );
}

/** `case-01.html`. */
export const caseFile = (index: number): string => `case-${String(index + 1).padStart(2, '0')}.html`;

/** One case, with the reviews copied in: it can be read when the repository is gone. */
export function casePage(request: Request, evidence: Evidence, index: number): string {
  const { answer } = evidence;
  const { approval, record, person } = request;
  const words = roleInWords(request, answer);
  const row = answer.access.find(({ path, commit }) => path === request.path && commit === approval.commit);
  const reviews = record.facts?.reviews ?? [];
  return page(
    evidence,
    `Case ${index + 1}: ${personInWords(person, answer)}, ${words.role} in ${words.system}`,
    `${back}
${factsHtml([
  ['What', html(`${approval.kind}: ${request.path}`)],
  [
    'Why',
    html(
      row
        ? `${row.justification}${row.ticket === undefined ? '' : ` (${row.ticket})`}`
        : 'not read: the grant gave no access in this time',
    ),
  ],
  [
    'Asked',
    timed(
      `${approval.askedAt === undefined ? 'not recorded' : when(approval.askedAt, answer)} by ${record.facts?.pullRequest.author?.login ?? personInWords(row?.requestedBy ?? person, answer)}`,
    ),
  ],
  ['Approved by', timed(approversInWords(approval, answer))],
  ['Policy', html(approval.policies.join(', ') || 'not recorded')],
  [
    'Policies as they were',
    `${link(approval.policyCommit?.slice(0, 10) ?? 'not recorded', approval.policyCommit === undefined ? undefined : linkTo(answer, { tree: approval.policyCommit }))}<br><span class="exact">${html(approval.policyDigest ?? '')}</span>`,
  ],
  [
    'Merged',
    `${timed(when(approval.mergedAt, answer))} ${approval.pullRequest === undefined ? '' : link(`#${approval.pullRequest}`, linkTo(answer, { pullRequest: approval.pullRequest }))}`,
  ],
  ['Commit', link(approval.commit, linkTo(answer, { commit: approval.commit }))],
  [
    'Access',
    row
      ? timed(
          `since ${when(row.since, answer)}, until ${row.until === null ? 'no end' : when(row.until, answer)}`,
        )
      : 'none in this time',
  ],
  [
    'Given in the system',
    row?.provisioned
      ? timed(`${when(row.provisioned.at, answer)} (${row.provisioned.result})`)
      : 'not recorded',
  ],
  [
    'Record',
    `<span class="exact">${html(record.previous ?? 'the first')}</span><br>is the digest of the line before it in the ledger`,
  ],
])}
<section><h2>What was said</h2>
${
  record.decisions.length === 0
    ? '<p>No approval or denial is recorded: see “Approved by” for why none was needed.</p>'
    : tableHtml(
        ['When', 'Who', 'What', 'Filled a place', 'Words'],
        record.decisions.map((each) => [
          timed(when(each.at, answer)),
          html(`${personInWords(each.person ?? each.user, answer)}, account ${each.user}, number ${each.id}`),
          html(each.decision),
          each.counted ? 'yes' : 'no',
          html(each.reason ?? ''),
        ]),
      )
}
${
  reviews.length === 0
    ? '<p class="quiet">The record keeps no facts of GitHub beside these.</p>'
    : `<h3>The reviews as GitHub gave them</h3>${tableHtml(
        ['Number', 'When', 'Account', 'State', 'Commit', 'Words'],
        reviews.map((each) => [
          String(each.id),
          timed(when(each.submittedAt, answer)),
          html(each.user ? `${each.user.login} (${each.user.id})` : 'deleted account'),
          html(each.state),
          html(each.commit?.slice(0, 10) ?? ''),
          html(each.body ?? ''),
        ]),
      )}`
}
</section>`,
  );
}

/** What the pack says as a whole, and what it does not say. */
export function summaryPage(evidence: Evidence, populations: readonly Population[]): string {
  const { answer, seed, sample, requests } = evidence;
  const title = (id: string) => populations.find((each) => each.id === id)?.title ?? id;
  const alone = requests.filter(({ approval }) => approval.satisfiedBy === 'alone').length;
  const said = [
    ...answer.unknown,
    ...(alone > 0
      ? [
          `A second person: in ${alone.toLocaleString('en')} of ${requests.length.toLocaleString('en')} requests one person alone worked here, so that nobody else could approve. Each says so under “approved by”.`,
        ]
      : []),
    'Who signed the commits of the ledger, and whether its branch was ever rewritten: `grantbook ledger verify` asks GitHub for that.',
    'Whoever asked for access and was refused, or gave up: only what was merged is in the history.',
  ];
  return page(
    evidence,
    'Summary',
    `<p class="lead">${html(`What happened to access from ${timeInWords(answer)}, read from the git history and the ledger alone.`)}</p>
${factsHtml(readOf(answer))}
<section><h2>Populations</h2>
${tableHtml(
  ['Population', 'In all', 'Table'],
  populations.map(({ id, title: name, rows }) => [
    `<a href="${id}.html">${html(name)}</a>`,
    rows.length.toLocaleString('en'),
    `<a href="${id}.csv">${id}.csv</a>`,
  ]),
)}
<p><a href="timeline.html">The same time as one page with bars</a></p></section>
<section><h2>Sample</h2>
${
  sample.length === 0
    ? `<p>No case was drawn: ${seed === undefined ? 'there is no ledger in this clone' : 'there were no requests, or none was asked for'}.</p>`
    : `<p>${sample.length} of ${requests.length.toLocaleString('en')} requests. Anybody can draw it again: the cases whose SHA-256 over the seed, a space, the commit, a space and the path is smallest. The seed is the digest of the last line of the ledger:</p><p class="exact">${html(seed ?? '')}</p>
<ul>${sample.map((each, index) => `<li><a href="${caseFile(index)}">${html(`${personInWords(each.person, answer)}: ${each.role} in ${each.system}`)}</a> <span class="exact">${html(each.key)}</span></li>`).join('')}</ul>`
}</section>
<section><h2>What answers which control</h2>
${tableHtml(
  ['Control', 'What it asks', 'Reports', 'What they show', 'What they do not show'],
  controls.map((each) => [
    `<strong>${html(each.control)}</strong>`,
    html(each.asks),
    each.reports.map((id) => `<p><a href="${id}.html">${html(title(id))}</a></p>`).join(''),
    html(each.covered),
    html(each.notCovered),
  ]),
)}</section>
<section><h2>What cannot be told from it</h2><ul>${said.map((each) => `<li>${html(each.replaceAll('`', ''))}</li>`).join('')}</ul></section>
<section><h2>Whether it was changed since</h2><p><a href="verify.html">verify.html</a> tells it in a browser, without a network; <span class="exact">sha256sum --check SHA256SUMS</span> does on a command line. Where GitHub attested the pack, <span class="exact">gh attestation verify</span> says which workflow made it.</p></section>`,
  );
}

const readOf = (answer: AuditAnswer): readonly (readonly [string, string])[] => [
  [
    'First and last day',
    timed(
      `${answer.asked.from} to ${answer.asked.to}, counted in ${answer.timeZone}, as the settings are now`,
    ),
  ],
  ['Read', timed(when(answer.readAt, answer))],
  ['Default branch', html(`${answer.branch.name} at ${answer.branch.commit}`)],
  [
    'Ledger',
    html(
      answer.ledger ? `${answer.ledger.records} records at ${answer.ledger.commit}` : 'none in this clone',
    ),
  ],
  [
    'Policies at the end',
    html(answer.policy ? `commit ${answer.policy.commit}, ${answer.policy.digest}` : 'none'),
  ],
];

/** The page that verifies the others. Its script is its own, and is known by its digest. */
export const verifyPage = (evidence: Evidence, script: { text: string; digest: string }): string =>
  page(
    evidence,
    'Verify this folder',
    `${back}<p class="lead">Choose the folder that holds this page. Nothing leaves this computer.</p>
<p><label for="folder">Folder of the evidence</label><br><input type="file" id="folder" webkitdirectory multiple></p>
<div id="result" role="status" aria-live="polite"></div>
<p class="quiet">This page could have been changed too: hold the digest of manifest.json against the one that you were given another way, such as the attestation of GitHub.</p>
<noscript><p class="missing">This page needs scripts. On a command line: sha256sum --check SHA256SUMS</p></noscript>`,
    script,
  );
