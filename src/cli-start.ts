/** The commands with which people begin: a demonstration, and a repository of their own. */
import type { Command } from 'commander';
import type { CommandContext, ExitCode } from './commands/context.ts';

/** Runs a command in this process, and sets its exit code. */
type Run = (command: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

const several = (value: string, before: readonly string[]): string[] => [...before, value];

/** Adds them to the program. */
export function addStartingCommands(program: Command, run: Run): void {
  program
    .command('demo')
    .description('Play the whole life of a grant on a GitHub in a temporary folder, step by step.')
    .option('--step', 'wait for Enter after each step', false)
    .option('--fast', 'never pause', false)
    .action((options) => run(async (context) => (await import('./demo/demo.ts')).demo(options, context)));

  /** The process of the demonstration in which the jobs run; nobody types it. */
  program
    .command('demo-worker', { hidden: true })
    .action(async () => (await import('./demo/worker.ts')).obeyOrders());

  program
    .command('init')
    .description('Set up a new access repository in an empty folder, by a few questions or from flags.')
    .argument('[folder]', 'the folder; this one unless given')
    .option('--organization <name>', 'what the organization is called')
    .option('--time-zone <zone>', 'in which days are counted, such as `Europe/Lisbon`')
    .option(
      '--owner <person>',
      'who answers for the policies: `Marta Dias, marta-dias, 1001` (name, GitHub login, account number); again for each',
      several,
      [],
    )
    .option('--person <person>', 'somebody else, written in the same way; again for each', several, [])
    .option('--system <name>', 'what people get access to; again for each', several, [])
    .option(
      '--people <csv>',
      'a list of the people, with a column for the job function and one for the manager',
    )
    .option('--access <csv>', 'a list of who has which role of which system today')
    .option('--columns <map>', 'what the columns of the lists mean: `userName=Login,manager=Boss`')
    .option('--propose-matrix', 'propose a role matrix from what most people with the same job have', false)
    .option('--small', 'any second person approves: for a company of about ten')
    .option(
      '--action <owner/repo@commit>',
      'use the Action of that repository, rather than a copy of it in the new one',
    )
    .option('--default-branch <name>', 'the default branch of the new repository', 'main')
    .addHelpText(
      'after',
      '\nWhat is missing is asked for where a terminal is there. Nothing that is there is written over.\n\nExit status: 0 written and checked, 1 something in the answers or lists is wrong, so nothing was written, 2 wrong usage.',
    )
    .action((folder, options) =>
      run(async (context) => (await import('./commands/init.ts')).init(folder, options, context)),
    );
}
