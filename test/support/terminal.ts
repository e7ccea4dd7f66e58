/** A program in a real pseudo-terminal, as `script` of util-linux opens one, and somebody who answers it. */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

export const keys = { down: '\u001b[B', enter: '\r', interrupt: '\u0003', erase: '\u007f' } as const;

/** What is waited for on the screen, and what is typed then. */
export type Step = readonly [seen: string, typed: string];

export interface Seen {
  /** All that was written, without colours and movements. */
  readonly screen: string;
  readonly status: number | null;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Types each answer when its question is there, and waits for the end. */
export function inTerminal(
  args: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>>,
  { columns = 120, rows = 50 } = {},
): Promise<Seen> {
  const command = `stty cols ${columns} rows ${rows}; exec ${[process.execPath, ...args].map(quoted).join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...env, SHELL: '/bin/sh', TERM: 'xterm' },
  });
  const left = [...steps];
  let [screen, read] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [next] = left;
    if (!next) return;
    const at = stripVTControlCharacters(screen.slice(read)).indexOf(next[0]);
    if (at < 0) return;
    read = screen.length;
    left.shift();
    child.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      left.length === 0
        ? resolve({ screen: stripVTControlCharacters(screen), status })
        : reject(new Error(`\`${left[0]?.[0]}\` was never seen:\n${stripVTControlCharacters(screen)}`)),
    );
    // A question that never comes must not keep the test for ever; nothing is measured by it.
    const limit = setTimeout(() => child.kill(), 60_000);
    child.on('close', () => clearTimeout(limit));
  });
}
