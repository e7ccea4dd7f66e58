/** The commands of auditors: who had what, and the evidence to take away. */
import { type Command, Option } from 'commander';
import type { CommandContext, ExitCode } from './commands/context.ts';

/** Adds them. `run` runs one in the folder that the command line names. */
export function addAudit(
  program: Command,
  now: Option,
  run: (command: (context: CommandContext) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('audit')
    .description(
      'Say who had what access at a time, why, who approved it and when it ended, from a clone alone.',
    )
    .addOption(new Option('--at <day>', 'whoever had access at any time of this day; today unless given'))
    .addOption(new Option('--from <day>', 'the first day of a time'))
    .addOption(new Option('--to <day>', 'its last day; today unless given'))
    .addOption(new Option('--system <id>', 'only this system (`payroll`) or role (`payroll/viewer`)'))
    .addOption(new Option('--person <user>', 'only this person'))
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'csv', 'json', 'html'])
        .default('text'),
    )
    .addOption(new Option('--out <file>', 'write to this file'))
    .addOption(new Option('--evidence <dir>', 'write a pack of evidence for an auditor to this new folder'))
    .addOption(new Option('--sample <number>', 'how many cases to draw for it; 25 unless given'))
    .addOption(now)
    .addHelpText(
      'after',
      '\nExit status: 0 answered, 1 answered, but a part of the ledger or the history cannot be read, 2 wrong usage or a clone that cannot answer.',
    )
    .action((options) =>
      run(async (context) => (await import('./commands/audit.ts')).audit(options, context)),
    );
}
