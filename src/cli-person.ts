/** The command with which a question of a person about their own data is answered. */
import { type Command, Option } from 'commander';
import type { CommandContext, ExitCode } from './commands/context.ts';

/** Adds it. `run` runs it in the folder that the command line names. */
export function addPersonCommand(
  program: Command,
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
}
