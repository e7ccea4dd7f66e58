/** What `init` has to know: from flags, from lists, and from questions where a terminal is there to answer them. */
import { EnvironmentFailure } from '../model/failure.ts';
import { isTimeZone, timeZoneNamed } from '../model/period.ts';
import type { Company } from '../setup/company.ts';
import { firstCompany } from '../setup/first-company.ts';
import { readPerson, type TypedPerson } from '../setup/person-words.ts';
import type { ActionSource } from '../setup/workflows.ts';
import type { CommandContext } from './context.ts';
import { fromLists, type Report } from './init-lists.ts';

export interface InitOptions {
  readonly organization?: string;
  readonly timeZone?: string;
  /** `name, login, number`; or a user name that a list of people knows. */
  readonly owner: readonly string[];
  readonly person: readonly string[];
  readonly system: readonly string[];
  readonly small?: boolean;
  readonly people?: string;
  readonly access?: string;
  readonly columns?: string;
  readonly proposeMatrix: boolean;
  readonly action?: string;
  readonly defaultBranch: string;
}

/** The answers that questions can give too. */
export type Asked = Pick<InitOptions, 'organization' | 'timeZone' | 'owner' | 'person' | 'system' | 'small'>;

/** Everything that a new repository is made from. */
export interface Learned {
  readonly company: Company;
  /** What stands out in the lists, where there are any. */
  readonly report?: Report;
  /** What was not understood of the lists, in sentences. */
  readonly remarks?: readonly string[];
  readonly action: ActionSource;
  readonly defaultBranch: string;
}

/** Everything that is wrong is said at once. */
export async function learn(
  options: InitOptions,
  context: CommandContext,
): Promise<Learned | { readonly problems: readonly string[] }> {
  requireSense(options);
  const action = actionOf(options.action);
  const defaultBranch = branchOf(options.defaultBranch);
  const missing = missingOf(options);
  const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (missing.length > 0 && !canAsk) throw new EnvironmentFailure(missingWords(missing, context));
  const given: InitOptions =
    missing.length === 0
      ? options
      : { ...options, ...(await (await import('./init-questions.ts')).askWhatIsMissing(options)) };
  const made = companyOf(given, context);
  return 'problems' in made ? made : { ...made, action, defaultBranch };
}

/** The flags without which nothing can be set up, each with what it says. */
function missingOf({
  organization,
  timeZone,
  owner,
  system,
  small = false,
  people,
  access,
}: InitOptions): readonly string[] {
  const owners = small ? 1 : 2;
  const example =
    people === undefined
      ? '`--owner "Marta Dias, marta-dias, 1001"`'
      : '`--owner marta.dias`, a user name of the list, or `--owner "Marta Dias, marta-dias, 1001"`';
  const account = 'name, GitHub login, number of the account (`id` at https://api.github.com/users/<login>)';
  return [
    ...(organization === undefined ? ['`--organization "Example Bakery"`'] : []),
    ...(timeZone === undefined ? ['`--time-zone Europe/Lisbon`, in which days are counted'] : []),
    ...(owner.length < owners
      ? [
          small
            ? `${example}, who answers for the policies: ${account}`
            : `${example}, twice, because nobody approves their own change of the policies: ${account}; or \`--small\` with one`,
        ]
      : []),
    ...(system.length === 0 && access === undefined
      ? ['`--system "Payroll"`, what people get access to']
      : []),
  ];
}

const missingWords = (missing: readonly string[], { program }: CommandContext): string =>
  `nothing can be asked without a terminal, so these are needed: ${missing.map((each) => `\n  ${each}`).join('')}\n\`${program} init --help\` says what else there is`;

function companyOf(
  options: InitOptions,
  context: CommandContext,
): Pick<Learned, 'company' | 'report' | 'remarks'> | { readonly problems: readonly string[] } {
  const { organization = '', timeZone = '', owner, person, system, small = false } = options;
  const owners = owner.map(readPerson);
  const others = person.map(readPerson);
  const problems = [
    ...problemsOfWords({ organization, timeZone }),
    ...[...owners, ...others].flatMap((each) => ('problem' in each ? [each.problem] : [])),
  ];
  if (problems.length > 0) return { problems };
  const read = (list: typeof owners) => list.filter((each): each is TypedPerson => !('problem' in each));
  const typed = {
    organization,
    timeZone: timeZoneNamed(timeZone) ?? timeZone,
    owners: read(owners),
    systems: system.map((name) => name.trim()),
    small,
  };
  if (options.people !== undefined) return fromLists({ ...options, people: options.people }, typed, context);
  const company = firstCompany({ ...typed, others: read(others) });
  return 'problems' in company ? company : { company };
}

function problemsOfWords({ organization, timeZone }: Required<Pick<Asked, 'organization' | 'timeZone'>>) {
  return [
    ...(organization.trim() === '' ? ['the name of the organization is empty'] : []),
    ...(organization.length > 100 ? ['the name of the organization has more than 100 characters'] : []),
    ...(isTimeZone(timeZone)
      ? []
      : [`\`${timeZone}\` is no time zone; write one such as \`Europe/Lisbon\` or \`America/New_York\``]),
  ];
}

/** Flags that only make sense together. */
function requireSense({ people, access, columns, person, proposeMatrix }: InitOptions): void {
  const problem =
    people === undefined && access !== undefined
      ? '`--access` needs `--people`: whose access is it?'
      : people === undefined && columns !== undefined
        ? '`--columns` needs `--people`: it says what the columns of the lists mean'
        : people !== undefined && person.length > 0
          ? '`--person` does not go with `--people`: add a row to the list instead'
          : access === undefined && proposeMatrix
            ? '`--propose-matrix` needs `--access`: a matrix is proposed from who has what today'
            : undefined;
  if (problem !== undefined) throw new EnvironmentFailure(problem);
}

function actionOf(text: string | undefined): ActionSource {
  if (text === undefined) return { kind: 'copy' };
  if (/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(text)) return { kind: 'pinned', uses: text };
  throw new EnvironmentFailure(
    `\`--action ${text}\` is no action by its full commit, such as \`acme/grantbook@\` and 40 digits of it: a tag or a branch can be moved to other code`,
  );
}

function branchOf(name: string): string {
  if (/^[A-Za-z0-9][\w./-]*$/.test(name) && !name.includes('..')) return name;
  throw new EnvironmentFailure(`\`--default-branch ${name}\` is no name of a branch such as \`main\``);
}
