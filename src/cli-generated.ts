/** The commands that write what follows from the policies: files for GitHub, pages for people. */
import { type Command, Option } from 'commander';
import type { runCommand } from './commands/run.ts';

/** Adds them. `run` runs one in the folder that the command line names. */
export function addGenerators(
  program: Command,
  now: Option,
  run: (command: Parameters<typeof runCommand>[1]) => Promise<void>,
): void {
  program
    .command('codeowners')
    .description(
      'Write `.github/CODEOWNERS` from the policies: who owns what, and has to be asked by GitHub.',
    )
    .option('--check', 'write nothing; fail where the file is not what the policies give', false)
    .option('--out <file>', 'write to this file; `-` prints it')
    .action((options) =>
      run(async (context) => (await import('./commands/codeowners.ts')).codeowners(options, context)),
    );

  program
    .command('forms')
    .description('Write the issue forms from the policies, by which people ask without YAML.')
    .option('--check', 'write nothing; fail where a form is not what the policies give', false)
    .action((options) =>
      run(async (context) => (await import('./commands/forms.ts')).forms(options, context)),
    );

  program
    .command('runbooks')
    .description(
      'Write the runbook of each system, and a workshop sheet for each department, to read on GitHub and to print.',
    )
    .option('--check', 'write nothing; fail where a runbook is not what the policies give', false)
    .action((options) =>
      run(async (context) => (await import('./commands/runbooks.ts')).runbooks(options, context)),
    );

  program
    .command('site')
    .description(
      'Write the static site: the catalogue, the page that builds requests, the calendar, the numbers.',
    )
    .addOption(new Option('--out <dir>', 'the folder to write it to').makeOptionMandatory())
    .option('--include-people', 'name people and their grants; without it, nobody is named', false)
    .option('--repository <owner/repo>', 'where requests go; what `origin` names unless given')
    .option('--branch <name>', 'its default branch; what `origin` names unless given')
    .addOption(now)
    .action((options) => run(async (context) => (await import('./commands/site.ts')).site(options, context)));
}
