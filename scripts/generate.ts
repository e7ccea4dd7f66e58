/**
 * Writes every file that is made from the sources: the JSON Schemas, the rule reference, the comment that the README
 * shows, and the CODEOWNERS, the runbooks and the workshop sheets of this repository from its own policies. With `--check`
 * it writes nothing and fails where a file is not what the sources give.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readPolicies } from '../src/commands/read.ts';
import { runbookTexts, workshopTexts } from '../src/commands/runbook-texts.ts';
import { schemas } from '../src/load/schemas.ts';
import { FactsSchema } from '../src/model/facts.ts';
import { codeownersPath, renderCodeowners } from '../src/render/codeowners.ts';
import { renderRuleReference } from '../src/render/rule-reference.ts';
import { rules } from '../src/rules/registry.ts';
import { runbooksFolder, trainingFolder } from '../src/runbooks/links.ts';
import { folder } from '../src/source/folder.ts';
import { readmeComments } from './readme-comment.ts';

const published = Object.entries({ ...schemas, facts: FactsSchema }).map(
  ([name, schema]): [string, string] => {
    const head = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `https://grantbook.dev/schemas/${name}.schema.json`,
    };
    return [`schemas/${name}.schema.json`, `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`];
  },
);
/** A text with what stands between two marks replaced. */
function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  return `${text.slice(0, text.indexOf(start) + start.length)}\n${content}${text.slice(text.indexOf(end))}`;
}

const workspace = readPolicies(folder('.'));
const owners = renderCodeowners(workspace);
if ('problem' in owners) throw new Error(owners.problem);

const files = new Map([
  ...published,
  ['policies/README.md', renderRuleReference(rules, readFileSync('scripts/approvals-guide.md', 'utf8'))],
  ['README.md', between(readFileSync('README.md', 'utf8'), 'comment', readmeComments())],
  [codeownersPath, owners.text],
  // Nothing on a page says when it was made.
  ...[...runbookTexts(workspace, Date.now())].map(([name, text]): [string, string] => [
    `${runbooksFolder}/${name}`,
    text,
  ]),
  ...[...workshopTexts(workspace, Date.now())].map(([name, text]): [string, string] => [
    `${trainingFolder}/${name}`,
    text,
  ]),
]);

const check = process.argv.includes('--check');
const stale = [...files]
  .filter(([path, content]) => !existsSync(path) || readFileSync(path, 'utf8') !== content)
  .map(([path]) => path);
const leftover = ['schemas', runbooksFolder, trainingFolder].flatMap((dir) =>
  existsSync(dir)
    ? readdirSync(dir)
        .map((name) => `${dir}/${name}`)
        .filter((path) => !files.has(path))
    : [],
);

if (check) {
  for (const path of [...stale, ...leftover])
    console.error(`${path} is not what the sources give; run \`npm run generate\` and commit it`);
  if (stale.length + leftover.length > 0) process.exitCode = 1;
} else {
  for (const path of leftover) rmSync(path);
  for (const [path, content] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}` : 'Everything is up to date');
}
