/** The options of `grantbook request`. */
import { type Command, Option } from 'commander';

/** All of them may be left out in a terminal, where whatever is missing is asked for. */
export const describeRequest = (command: Command, now: Option) =>
  command
    .description(
      'Ask for access: by questions in a terminal, or by options in a script. Writes the file here.',
    )
    .addOption(new Option('--as <user>', 'who asks; whose e-mail address git has unless given'))
    .addOption(new Option('--system <id>', 'the system, such as `payroll`'))
    .addOption(new Option('--role <id>', 'its role, such as `viewer`'))
    .addOption(
      new Option('--subject <users>', 'for whom, with commas between several; for yourself unless given'),
    )
    .addOption(new Option('--why <reason>', 'what it is needed for, in a sentence'))
    .addOption(new Option('--from <day>', 'the first day; as soon as it is approved unless given'))
    .addOption(new Option('--for <length>', 'for so long, such as 30d or 8h'))
    .addOption(new Option('--until <day>', 'the last day, such as 2026-12-23'))
    .option('--standing', 'without an end, where the role matrix allows it', false)
    .addOption(new Option('--ticket <text>', 'the ticket, where the role asks for one'))
    .addOption(
      new Option('--permissions <ids>', 'what is really needed of the role, with commas between them'),
    )
    .option('--yes', 'ask nothing, and write it', false)
    .addOption(now)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nExit status: 0 written, 1 it could not be approved, so nothing was written, 2 something is missing or wrong.',
    );
