#!/usr/bin/env node
/** The command line: translates arguments into calls of `commands/`. Each command loads only what it needs. */
import { Command, CommanderError, Help, Option } from 'commander';
import { addAudit } from './cli-audit.ts';
import { addGenerators } from './cli-generated.ts';
import { addProvisioning } from './cli-provision.ts';
import { addQuestions } from './cli-questions.ts';
import { describeRequest } from './cli-request.ts';
import { addStartingCommands } from './cli-start.ts';
import { runCommand } from './commands/run.ts';
import { version } from './version.ts';

const program = new Command('grantbook')
  .description('Access management as policy-as-code on GitHub.')
  .version(version)
  .option('-C <dir>', 'run as if started in this folder', '.')
  .exitOverride()
  // That nothing is said means no is not worth saying.
  .configureHelp({
    optionDescription: (option) =>
      Help.prototype.optionDescription.call(new Help(), option).replace(/ \(default: (?:false|\[\])\)/, ''),
  })
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
  .command('approvers')
  .description('Say who would have to approve a request, who may ask, and for how long, before anybody asks.')
  .addOption(new Option('--system <id>', 'the system, such as `payroll`').makeOptionMandatory())
  .addOption(new Option('--role <id>', 'its role, such as `viewer`').makeOptionMandatory())
  .addOption(new Option('--subject <user>', 'who would get the access').makeOptionMandatory())
  .addOption(new Option('--requested-by <user>', 'who would ask; the subject unless given'))
  .addOption(
    new Option('--change <kind>', 'what the request would do')
      .choices(['added', 'extended', 'edited', 'reviewed', 'reduced', 'removed'])
      .default('added'),
  )
  .option('--emergency', 'as emergency access', false)
  .addOption(nowOption())
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText('after', '\nExit status: 0 possible, 1 not possible, 2 wrong usage.')
  .action((options) =>
    run(async (context) => (await import('./commands/approvers.ts')).approvers(options, context)),
  );

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
  .command('doctor')
  .description('Hold the settings of the repository on GitHub against what decisions rely on.')
  .option('--repository <owner/repo>', 'the repository; what `origin` names unless given')
  .option(
    '--token-env <name>',
    'the variable that holds the token; an administrator’s sees everything',
    'GITHUB_TOKEN',
  )
  .option('--api-url <url>', 'the REST API; `GITHUB_API_URL` or https://api.github.com unless given')
  .addOption(nowOption())
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText(
    'after',
    '\nExit status: 0 everything is right, 1 something is not or could not be read, 2 wrong usage or a repository that could not be read.',
  )
  .action((options) =>
    run(async (context) => (await import('./commands/doctor.ts')).doctor(options, context)),
  );

program
  .command('expire')
  .description('List the grants that have ended; with --write, delete their files here.')
  .option('--write', 'delete the files', false)
  .addOption(nowOption())
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText('after', '\nExit status: 0, or 2 for wrong usage or too many removals at once.')
  .action((options) =>
    run(async (context) => (await import('./commands/expire.ts')).expire(options, context)),
  );

program
  .command('explain')
  .description('Say what a code such as GB203 means, why the rule exists, and what to write.')
  .argument('[code]', 'a code or the name of a rule; all rules are listed without it')
  .action((code) => run(async (context) => (await import('./commands/explain.ts')).explain(code, context)));

program
  .command('impact')
  .description(
    'Say what a change of the policies would do: who may ask for what, what ends, and who approves.',
  )
  .addOption(new Option('--base <rev|dir>', 'the policies as they are').makeOptionMandatory())
  .addOption(new Option('--head <rev|dir>', 'the policies as they would be; this folder unless given'))
  .addOption(nowOption())
  .addOption(
    new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'),
  )
  .action((options) =>
    run(async (context) => (await import('./commands/impact.ts')).impact(options, context)),
  );

const ledger = program
  .command('ledger')
  .description('The record of decisions on the branch `grantbook-ledger`.');

const onGitHub = (command: Command) =>
  command
    .option('--repository <owner/repo>', 'the repository; what `origin` names unless given')
    .option('--token-env <name>', 'the variable that holds the token', 'GITHUB_TOKEN')
    .option('--api-url <url>', 'the REST API; `GITHUB_API_URL` or https://api.github.com unless given');

onGitHub(ledger.command('start'))
  .description('Begin the ledger with the access that is there: found, never approved.')
  .option('--server-url <url>', 'where git is; `GITHUB_SERVER_URL` or https://github.com unless given')
  .action((options) =>
    run(async (context) => (await import('./commands/ledger-start.ts')).ledgerStart(options, context)),
  );

onGitHub(ledger.command('verify'))
  .description('Hold the ledger against itself, its branch and the history of the default branch.')
  .option('--offline', 'ask GitHub nothing, and say what could not be checked', false)
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText(
    'after',
    '\nExit status: 0 sound, 1 something is wrong, 2 wrong usage or something that could not be read.',
  )
  .action((options) =>
    run(async (context) => (await import('./commands/verify-ledger.ts')).verify(options, context)),
  );

program
  .command('renew')
  .description('Move the end of a grant in its file here, where the policies let it.')
  .argument('<path>', 'the grant: `access-grants/<system>/<role>/<user>.yaml`')
  .addOption(new Option('--until <day>', 'the new last day, such as 2027-01-31').conflicts('for'))
  .addOption(new Option('--for <length>', 'for so long from today, such as 30d'))
  .addOption(new Option('--because <reason>', 'why it is still needed').makeOptionMandatory())
  .addOption(new Option('--requested-by <user>', 'who asks; the subject unless given'))
  .addOption(new Option('--ticket <text>', 'the ticket that it belongs to; the one in the file unless given'))
  .addOption(nowOption())
  .addHelpText(
    'after',
    '\nWhat has ended is asked for anew. Commit the file and open a pull request with it.\n\nExit status: 0 written, 1 errors, so nothing was written, 2 wrong usage, not possible, or written and not judged.',
  )
  .action((path, options) =>
    run(async (context) => (await import('./commands/renew.ts')).renew(path, options, context)),
  );

describeRequest(program.command('request'), nowOption()).action((options) =>
  run(async (context) => (await import('./commands/request.ts')).request(options, context)),
);

onGitHub(program.command('status'))
  .description('Show when each scheduled job ran last.')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addHelpText(
    'after',
    '\nExit status: 0 every job ran in time, 1 one is late, missing or unknown, 2 wrong usage or a repository that could not be read.',
  )
  .action((options) =>
    run(async (context) => (await import('./commands/status.ts')).status(options, context)),
  );

program
  .command('test')
  .description(
    'Run the policy tests in `policies/tests/`: requests, with what the policies have to say of them.',
  )
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .action((options) =>
    run(async (context) => (await import('./commands/policy-tests.ts')).testPolicies(options, context)),
  );

program
  .command('who')
  .description('Show who has what until when.')
  .argument('<person|system>', 'a user name, a system (`payroll`) or a role (`payroll/viewer`)')
  .addOption(nowOption())
  .option('--all', 'also what gives no access: not yet begun, ended, person inactive', false)
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .action((target, options) =>
    run(async (context) => (await import('./commands/who.ts')).who(target, options, context)),
  );

addAudit(program, nowOption(), (command) => run(command));
addGenerators(program, nowOption(), (command) => run(command));
addProvisioning(program, nowOption, (command) => run(command));
addStartingCommands(program, (command) => run(command));
addQuestions(program, nowOption, (command) => run(command));

/** Whoever mistypes a command is shown its own options. */
function pointToHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(\`${name} --help\` lists what there is)`);
  for (const each of command.commands) pointToHelp(each, `${name} ${each.name()}`);
}
pointToHelp(program, 'grantbook');

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
