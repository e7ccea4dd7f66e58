/** Questions in a terminal. They stand on standard error, so that standard output holds the result alone. */
import { autocomplete, confirm, intro, isCancel, log, note, select, text } from '@clack/prompts';
import { onOneLine } from '../render/text.ts';

/** Somebody pressed Ctrl-C or Esc in place of an answer. */
export class Stopped extends Error {}

const terminal = { input: process.stdin, output: process.stderr };

/** Some terminals, such as a serial console or that of an editor, say that they are 0 wide: they do not know it. */
if (process.stderr.isTTY && process.stderr.columns === 0) process.stderr.columns = 80;
if (process.stderr.isTTY && process.stderr.rows === 0) process.stderr.rows = 24;

/** Longer lists are searched by typing. */
const shortList = 12;

function answered<T>(answer: T | symbol): Exclude<T, symbol> {
  if (isCancel(answer) || typeof answer === 'symbol') throw new Stopped('stopped');
  return answer as Exclude<T, symbol>;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const begin = (title: string): void => intro(onOneLine(title), terminal);
export const say = (line: string): void => log.message(onOneLine(line), terminal);
export const warn = (line: string): void => log.warn(onOneLine(line), terminal);
/** Several lines under a title; whoever makes them has made them harmless, and may have coloured them. */
export const show = (title: string, lines: string): void =>
  note(lines, title, { ...terminal, format: (line) => line });

/** One of several; the first unless chosen otherwise. With only one there is nothing to choose. */
export async function choose(message: string, choices: readonly Choice[], first?: string): Promise<string> {
  const options = choices.map(({ value, label }) => ({ value, label: onOneLine(label) }));
  const asked = {
    message: onOneLine(message),
    options,
    ...(first === undefined ? {} : { initialValue: first }),
    ...terminal,
  };
  return answered(
    await (choices.length > shortList
      ? autocomplete({ ...asked, maxItems: shortList, placeholder: 'type a part of it' })
      : select(asked)),
  );
}

/** A line of text. `problem` says what is wrong with it, or nothing. */
export async function line(
  message: string,
  {
    problem,
    placeholder,
    before,
  }: {
    readonly problem: (answer: string) => string | undefined;
    readonly placeholder?: string;
    readonly before?: string | undefined;
  },
): Promise<string> {
  const answer = await text({
    message: onOneLine(message),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(before === undefined ? {} : { initialValue: before }),
    validate: (value) => {
      const said = problem((value ?? '').trim());
      return said === undefined ? undefined : onOneLine(said);
    },
    ...terminal,
  });
  return (answered(answer) ?? '').trim();
}

export const agree = async (message: string): Promise<boolean> =>
  answered(await confirm({ message: onOneLine(message), ...terminal }));
