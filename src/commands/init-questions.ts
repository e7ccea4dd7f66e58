/** The questions of `init`, in a terminal. Whoever has given a flag is not asked about it. */
import { cancel, confirm, select, text } from '@clack/prompts';
import { EnvironmentFailure } from '../model/failure.ts';
import { isTimeZone } from '../model/period.ts';
import { readPerson } from '../setup/person-words.ts';
import type { Asked } from './init-answers.ts';

/** Asks for what is missing; Ctrl+C ends it, and nothing is written. */
export async function askWhatIsMissing(given: Asked): Promise<Asked> {
  const organization =
    given.organization ?? (await line('What is your organization called?', 'Example Bakery'));
  const timeZone = given.timeZone ?? (await askTimeZone());
  const small = given.small ?? (given.owner.length < 2 && (await askSize()));
  const owner = [...given.owner];
  if (owner.length === 0) owner.push(await askPerson('Who are you?'));
  const person = [...given.person];
  if (small) {
    while (person.length < 9 && (await yes(person.length === 0 ? 'Is there a second person?' : 'One more?')))
      person.push(await askPerson('Who?'));
  } else if (owner.length < 2)
    owner.push(
      await askPerson('Who else answers for the policies? Nobody approves their own change of them.'),
    );
  const system =
    given.system.length > 0
      ? given.system
      : [await line('Which system do people get access to, first of all?', 'Payroll')];
  return { organization, timeZone, small, owner, person, system };
}

async function askTimeZone(): Promise<string> {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = await text({
    message: 'In which time zone are days counted?',
    initialValue: here,
    validate: (value = '') =>
      isTimeZone(value) ? undefined : 'Write one such as Europe/Lisbon or America/New_York.',
  });
  return answered(answer);
}

async function askSize(): Promise<boolean> {
  const answer = await select({
    message: 'Who approves?',
    options: [
      {
        value: false,
        label: 'The manager or the owner of the system',
        hint: 'for a company with departments',
      },
      { value: true, label: 'Any second person', hint: 'for about ten people who know each other' },
    ],
  });
  return answered(answer);
}

async function askPerson(message: string): Promise<string> {
  const answer = await text({
    message,
    placeholder: 'Marta Dias, marta-dias, 1001',
    validate: (value = '') => {
      const read = readPerson(value);
      if ('problem' in read) return read.problem;
      return read.github
        ? undefined
        : 'Name, GitHub login, number of the account: https://api.github.com/users/<login> shows it as `id`.';
    },
  });
  return answered(answer);
}

async function line(message: string, placeholder: string): Promise<string> {
  const answer = await text({
    message,
    placeholder,
    validate: (value = '') => (value.trim() === '' ? 'Please write something.' : undefined),
  });
  return answered(answer);
}

const yes = async (message: string): Promise<boolean> => answered(await confirm({ message }));

function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer !== 'symbol') return answer as Exclude<T, symbol>;
  cancel('Nothing was written.');
  throw new EnvironmentFailure('the questions were not answered to the end');
}
