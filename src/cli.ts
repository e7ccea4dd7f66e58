#!/usr/bin/env node
/** The command line: translates arguments into calls of `commands/`. Each command loads only what it needs. */
import { Command, CommanderError, Option } from 'commander';
import { runCommand } from './commands/run.ts';
import { version } from './version.ts';

const program = new Command('grantbook')
  .description('Access management as policy-as-code on GitHub.')
  .version(version)
  .option('-C <dir>', 'run as if started in this folder', '.')
  .showHelpAfterError('(`grantbook --help` lists what there is)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) });

const nowOption = () =>
  new Option(
    '--now <instant>',
    'judge as of this day or time, such as 2026-12-23 or 2026-12-23T18:00:00+01:00',
  );

program
  .command('check')
  .description('Judge every policy and grant; with --base, judge what a change from there would do.')
  .addOption(new Option('--base <rev|dir>', 'judge the change from this revision or folder, by its policies'))
  .addOption(new Option('--head <rev|dir>', 'the other end of the change; this folder unless given'))
  .addOption(nowOption())
  .addOption(
    new Option('--format <format>', 'how to print')
      .choices(['text', 'json', 'github', 'markdown'])
      .default('text'),
  )
  .addHelpText(
    'after',
    '\nExit status: 0 nothing stands in the way, 1 errors, 2 wrong usage or an environment that could not be read.',
  )
  .action((options) => run(async (context) => (await import('./commands/check.ts')).check(options, context)));

program
  .command('decide')
  .description('Decide a pull request from files: what it changes, and what GitHub knows of it.')
  .addOption(new Option('--base <rev|dir>', 'where it goes, whose policies decide').makeOptionMandatory())
  .addOption(new Option('--head <rev|dir>', 'what it brings').makeOptionMandatory())
  .addOption(new Option('--facts <file>', 'reviews, commits and team members, as JSON').makeOptionMandatory())
  .addOption(nowOption())
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText(
    'after',
    '\nExit status: 0 approved, 1 pending or rejected, 2 wrong usage or an environment that could not be read.',
  )
  .action((options) =>
    run(async (context) => (await import('./commands/decide.ts')).decideCommand(options, context)),
  );

program
  .command('explain')
  .description('Say what a code such as GB203 means, why the rule exists, and what to write.')
  .argument('[code]', 'a code or the name of a rule; all rules are listed without it')
  .action((code) => run(async (context) => (await import('./commands/explain.ts')).explain(code, context)));

program
  .command('who')
  .description('Show who has what until when.')
  .argument('<person|system>', 'a user name, a system (`payroll`) or a role (`payroll/viewer`)')
  .addOption(nowOption())
  .option('--all', 'also what gives no access now: not yet begun, ended, person inactive', false)
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .action((target, options) =>
    run(async (context) => (await import('./commands/who.ts')).who(target, options, context)),
  );

const run = async (command: Parameters<typeof runCommand>[1]): Promise<void> => {
  process.exitCode = await runCommand(program.opts<{ C: string }>().C, command);
};

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version end normally; everything else is wrong usage.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
