/** How the demonstration is told: one step after the other, with what people see and what they would type. */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { dayOf, type Instant, timeOf } from '../model/period.ts';
import { momentInWords } from '../render/grant-words.ts';
import type { Colors } from '../render/text.ts';

/** How fast it is told. */
export type Pace = 'at once' | 'readable' | 'by Enter';

/** Somebody pressed Ctrl-C or Ctrl-D in place of Enter. */
export class Stopped extends Error {}

export interface Teller {
  /** Begins a step: who does what, and when. */
  readonly step: (title: string, now: Instant) => Promise<void>;
  readonly say: (text: string) => void;
  /** What somebody sees on GitHub, or a program prints. */
  readonly show: (text: string) => void;
  /** What one would type, and what it prints. */
  readonly type: (command: string, printed?: string) => void;
  readonly heading: (title: string) => void;
}

/** Between two steps on a terminal, in milliseconds; and when there is no time left for it, so that all stays below ten seconds. */
const breath = 400;
const enough = 7000;
const width = 92;

export function teller(out: (text: string) => void, colors: Colors, pace: Pace, timeZone: string): Teller {
  const started = performance.now();
  let steps = 0;
  const lines = (text: string, mark: string, paint: (line: string) => string) => {
    for (const line of text.trimEnd().split('\n')) out(`${mark}${paint(line)}\n`);
  };
  return {
    async step(title, now) {
      if (steps > 0) await rest(pace, performance.now() - started);
      steps += 1;
      const when = `${momentInWords(dayOf(now, timeZone), timeZone)}, ${timeOf(now, timeZone).slice(-5)}`;
      out(`\n${colors.bold(colors.cyan(`${steps}. ${title}`))}  ${colors.dim(when)}\n`);
    },
    say: (text) => out(`${folded(text, '   ')}\n`),
    show: (text) => {
      const mark = `   ${colors.dim('│')} `;
      for (const line of text.trimEnd().split('\n')) out(`${folded(line, mark)}\n`);
    },
    type(command, printed) {
      out(`   ${colors.green('$')} ${colors.bold(command)}\n`);
      if (printed !== undefined) lines(printed, '   ', colors.dim);
    },
    heading: (title) => out(`\n${colors.bold(colors.cyan(title))}\n`),
  };
}

async function rest(pace: Pace, passed: number): Promise<void> {
  if (pace === 'readable' && passed < enough) await pause(breath);
  if (pace !== 'by Enter') return;
  const asking = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '   (Enter goes on) ',
  });
  const goesOn = await new Promise<boolean>((resolve) => {
    // Ctrl-C and Ctrl-D close it without a line.
    asking.once('line', () => resolve(true)).once('close', () => resolve(false));
    asking.prompt();
  });
  asking.close();
  if (goesOn) return;
  process.stdout.write('\n');
  throw new Stopped('stopped');
}

/** Breaks a line where it does not fit a terminal. What stands before it is not counted: it may hold colours. */
function folded(text: string, indent: string): string {
  const lines: string[] = [/^ */.exec(text)?.[0] ?? ''];
  for (const word of text.trimStart().split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.trim() !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last.trim() === '' ? `${last}${word}` : `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}

/** A comment as GitHub shows it, nearly: without what only a browser needs. */
export const asSeen = (markdown: string): string =>
  markdown
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replaceAll(/<br>\n?/g, ' ')
    .replaceAll(/<\/?sub>|\*\*|\u200b/g, '')
    .replaceAll(/^#+ /gm, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\|[\s|:-]*\|\n/gm, '')
    .replaceAll(/^\| (.*) \|$/gm, (_, row: string) => {
      const cells = row.split(/ (?<!\\)\| /);
      return cells.length === 2 ? cells.join(': ') : cells.join('  ·  ');
    })
    .replaceAll(/\\([\\`*_[\]<>|~&$:])/g, '$1')
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
