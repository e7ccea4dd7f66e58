/** The commands about the real systems. */
import { type Command, Option } from 'commander';
import type { CommandContext, ExitCode } from './commands/context.ts';

/** Runs a command in this process, and sets its exit code. */
type Run = (command: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

/** Adds them to the program. */
export function addProvisioning(program: Command, nowOption: () => Option, run: Run): void {
  program
    .command('plan')
    .description('Say what would be given and taken away in the real systems now, and why.')
    .option('--system <id>', 'this system alone')
    .option(
      '--token-env <name>',
      'the variable that holds a token, for systems that are on GitHub',
      'GITHUB_TOKEN',
    )
    .option('--api-url <url>', 'the REST API; `GITHUB_API_URL` or https://api.github.com unless given')
    .addOption(nowOption())
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'),
    )
    .addHelpText(
      'after',
      '\nExit status: 0 planned, 1 a system could not be read, 2 wrong usage or no ledger.',
    )
    .action((options) => run(async (context) => (await import('./commands/plan.ts')).plan(options, context)));

  program
    .command('apply')
    .description('Carry what is approved into the real systems, and what is over out of them.')
    .option('--repository <owner/repo>', 'the repository; what `origin` names unless given')
    .option('--token-env <name>', 'the variable that holds the token', 'GITHUB_TOKEN')
    .option('--api-url <url>', 'the REST API; `GITHUB_API_URL` or https://api.github.com unless given')
    .option('--server-url <url>', 'where git is; `GITHUB_SERVER_URL` or https://github.com unless given')
    .addHelpText(
      'after',
      '\nThe default branch and the ledger on GitHub count, and not what is in this folder.\n\nExit status: 0 everything is as the grants say, 1 something did not work, 2 wrong usage or an environment that could not be read.',
    )
    .action((options) =>
      run(async (context) => (await import('./commands/apply.ts')).apply(options, context)),
    );
}
