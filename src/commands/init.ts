/** `grantbook init`: sets up a new access repository in an empty folder. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { workspaceOfTexts } from '../load/from-texts.ts';
import { publishedSchemas } from '../load/published.ts';
import { EnvironmentFailure, InternalError } from '../model/failure.ts';
import { codeownersPath, renderCodeowners } from '../render/codeowners.ts';
import { amount } from '../render/summary.ts';
import { renderText } from '../render/text.ts';
import { judgeTree } from '../rules/judge.ts';
import { runbooksFolder, trainingFolder } from '../runbooks/links.ts';
import { policyFiles } from '../setup/policy-files.ts';
import { readmeText } from '../setup/readme.ts';
import { reportPath } from '../setup/report.ts';
import { check } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { formsFolder, formTexts } from './forms.ts';
import { type InitOptions, type Learned, learn } from './init-answers.ts';
import { templateFiles } from './init-templates.ts';
import { runbookTexts, workshopTexts } from './runbook-texts.ts';

/** Writes everything or nothing, and never over a file that is there. */
export async function init(
  folder: string | undefined,
  options: InitOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const dir = resolve(context.dir, folder ?? '.');
  const kept = requireEmpty(dir, folder ?? '.');
  const learned = await learn(options, context);
  if ('problems' in learned) {
    context.err(`${learned.problems.join('\n')}\nNothing was written.\n`);
    return exitCodes.errors;
  }
  const { company, action, defaultBranch, report } = learned;
  const policies = policyFiles(company);
  const workspace = workspaceOfTexts(policies);
  const findings = judgeTree(workspace, { now: context.clock, startedAt: new Map() });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const colors = context.errColors;
    context.err(
      `${renderText(errors, { colors, textOf: (path) => policies.get(path) })}\nNothing was written.\n`,
    );
    return exitCodes.errors;
  }
  const owners = renderCodeowners(workspace);
  if ('problem' in owners) throw new InternalError(owners.problem);
  const files = new Map([
    ...policies,
    ...templateFiles(action, defaultBranch),
    ...[...formTexts(workspace)].map(([name, text]) => [`${formsFolder}/${name}`, text] as const),
    ...under(runbooksFolder, runbookTexts(workspace, context.clock)),
    ...under(trainingFolder, workshopTexts(workspace, context.clock)),
    [codeownersPath, owners.text],
    ['README.md', readmeText(company, action, report !== undefined)],
    ['.gitattributes', gitAttributes],
    ...(report ? [[reportPath, report.text] as const] : []),
    ...publishedSchemas(),
  ]);
  write(dir, files, kept);
  tell(dir, files, learned, context);
  return check({ format: 'text' }, { ...context, dir });
}

const under = (folder: string, texts: ReadonlyMap<string, string>) =>
  [...texts].map(([name, text]) => [`${folder}/${name}`, text] as const);

/** What may be there already, since GitHub makes it with a new repository. */
const mayStay = /^(?:\.git|\.gitignore|\.gitattributes|readme(?:\.\w+)?|licen[cs]e(?:\.\w+)?)$/i;
const gitAttributes = '* text=auto eol=lf\n.github/grantbook/dist/** linguist-generated -diff\n';

/** The names of what is there and stays. */
function requireEmpty(dir: string, name: string): readonly string[] {
  let there: readonly string[];
  try {
    there = readdirSync(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new EnvironmentFailure(
      code === 'ENOTDIR' ? `\`${name}\` is a file, not a folder` : `\`${name}\` could not be read: ${code}`,
    );
  }
  const inTheWay = there.filter((each) => !mayStay.test(each)).toSorted();
  if (inTheWay.length > 0)
    throw new EnvironmentFailure(
      `\`${name}\` is not empty (${inTheWay
        .slice(0, 3)
        .map((each) => `\`${each}\``)
        .join(
          ', ',
        )}${inTheWay.length > 3 ? ` and ${inTheWay.length - 3} more` : ''}); name a new folder, such as \`my-access\``,
    );
  return there;
}

function write(dir: string, files: ReadonlyMap<string, string>, kept: readonly string[]): void {
  const isKept = (path: string) => kept.some((name) => name.toLowerCase() === path.toLowerCase());
  try {
    for (const [path, text] of files) {
      if (isKept(path)) continue;
      const full = join(dir, path);
      mkdirSync(dirname(full), { recursive: true });
      // Fails where something has come to be there since.
      writeFileSync(full, text, { flag: 'wx' });
    }
  } catch (error) {
    const { code, path = 'a file' } = error as NodeJS.ErrnoException;
    throw new EnvironmentFailure(`\`${path}\` could not be written: ${code ?? 'unknown reason'}`);
  }
}

function tell(
  dir: string,
  files: ReadonlyMap<string, string>,
  { action, report, remarks = [] }: Learned,
  context: CommandContext,
): void {
  const count = (start: string) => [...files.keys()].filter((path) => path.startsWith(start)).length;
  const shown = relative(process.cwd(), dir) || '.';
  const { bold } = context.outColors;
  context.out(`Wrote a new access repository into \`${shown}\`:\n`);
  const lines: readonly (readonly [string, string])[] = [
    [
      'policies/',
      `${amount(count('policies/people/'), 'person', 'people')}, ${amount(count('policies/systems/'), 'system')}, the role matrix, who approves what`,
    ],
    ...(count('access-grants/') > 0
      ? [['access-grants/', `${amount(count('access-grants/'), 'grant')}: found, never approved`] as const]
      : []),
    ['docs/runbooks/', 'for each system, how access is asked for and given, to read and to print'],
    ...(count('docs/training/') > 0
      ? [['docs/training/', 'for each department, half an hour about access'] as const]
      : []),
    [
      '.github/ISSUE_TEMPLATE/',
      `${amount(count('.github/ISSUE_TEMPLATE/'), 'form')} by which people ask in plain words`,
    ],
    [
      '.github/workflows/',
      `${amount(count('.github/workflows/'), 'workflow')}; ${action.kind === 'copy' ? 'the Action itself is in `.github/grantbook/`, since there is no release yet' : `they use \`${action.uses}\``}`,
    ],
    ['.github/CODEOWNERS', 'who owns the policies'],
    ['schemas/', 'for help while typing in an editor'],
    ...(report ? [[reportPath, 'the access that was found, and what stands out in it'] as const] : []),
    ['README.md', 'what people do here, and what is still to be done'],
  ];
  for (const [path, what] of lines) context.out(`  ${bold(path.padEnd(24))} ${what}\n`);
  context.out('\n');
  for (const remark of remarks) context.out(`${remark}\n\n`);
  if (!report) return;
  const { short } = report;
  context.out(
    short.length === 0 ? 'Nothing stands out in the lists.\n' : `What stands out, in \`${reportPath}\`:\n`,
  );
  for (const line of short) context.out(`  ${line}\n`);
  context.out('\n');
}
