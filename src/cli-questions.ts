/** The commands that answer what people ask of the whole: a person about their own data, an owner about the numbers. */
import { type Command, Option } from 'commander';
import type { CommandContext, ExitCode } from './commands/context.ts';

/** Adds them. `run` runs one in the folder that the command line names. */
export function addQuestions(
  program: Command,
  nowOption: () => Option,
  run: (command: (context: CommandContext) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('person')
    .description('Say all that this repository holds on one person, now and in its history.')
    .argument('<user>', 'the user name, also of somebody whose files are gone')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nJSON has every version of their files in full. What cannot be seen from a clone is said at the end.\n\nExit status: 0, 1 where something could not be looked at, 2 wrong usage or nobody of that name.',
    )
    .action((user, options) =>
      run(async (context) => (await import('./commands/person.ts')).person(user, options, context)),
    );

  program
    .command('metrics')
    .description('Say how long requests take, where they wait and what is overdue, from the ledger.')
    .addOption(new Option('--since <day>', 'only what was merged from this day on, such as 2026-10-01'))
    .addOption(nowOption())
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'),
    )
    .addHelpText(
      'after',
      '\nTimes are those of the clock; in JSON, they are milliseconds.\n\nExit status: 0, 1 where a line of the ledger could not be read, 2 wrong usage or no ledger.',
    )
    .action((options) =>
      run(async (context) => (await import('./commands/metrics.ts')).metrics(options, context)),
    );
}
