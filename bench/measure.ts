/** Runs a command as a process of its own and measures it. */
import { spawnSync } from 'node:child_process';

export interface Measured {
  /** Wall time in seconds, the median of all runs. */
  readonly seconds: number;
  /** Peak resident memory in MB, the largest of all runs. */
  readonly megabytes: number;
  readonly stdout: string;
}

/** Preloaded into the measured process; it prints its own peak when it ends. */
const reporter = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\n@peak '+process.resourceUsage().maxRSS+'\\n'))`;

/** The median of `runs` runs of Node with these arguments. A run that fails unexpectedly throws. */
export function measure(
  args: readonly string[],
  options: { readonly runs: number; readonly cwd?: string },
): Measured {
  const results = Array.from({ length: options.runs }, () => {
    const start = performance.now();
    const result = spawnSync(process.execPath, ['--import', reporter, ...args], {
      encoding: 'utf8',
      cwd: options.cwd,
      maxBuffer: 1 << 28,
    });
    const seconds = (performance.now() - start) / 1000;
    if (result.status !== 0)
      throw new Error(
        `${args.join(' ')} ended with ${result.status}:\n${result.stdout.slice(-2000)}${result.stderr.slice(-2000)}`,
      );
    return {
      seconds,
      peak: Number(/@peak (\d+)/.exec(result.stderr)?.[1] ?? 0) / 1024,
      stdout: result.stdout,
    };
  });
  const times = results.map((result) => result.seconds).sort((a, b) => a - b);
  return {
    seconds: times[Math.floor(times.length / 2)] ?? 0,
    megabytes: Math.max(...results.map((result) => result.peak)),
    stdout: results[0]?.stdout ?? '',
  };
}
