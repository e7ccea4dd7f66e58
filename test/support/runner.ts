/** Starts the Action the way GitHub's runner does: obeys `action.yml`, as its own process, in an emptied environment. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** What `action.yml` writes for the token of the workflow. */
const tokenExpression = /\$\{\{ *github\.token *\}\}/;

export const actionMetadata = parse(readFileSync('action.yml', 'utf8')) as ActionMetadata;

export interface ActionRun {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs `runs.main` of `action.yml` with one event. */
export async function runAction(options: {
  readonly node: string;
  readonly url: string;
  readonly repository: string;
  readonly token: string;
  readonly event: string;
  readonly payload: object;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The program, where it is not that of this repository. */
  readonly main?: string;
  /** What the step has under `env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Started as the process of one pull request, by a run that is gone at once. */
  readonly abandoned?: boolean;
}): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'grantbook-runner-'));
  const file = (name: string, content = '') => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const inputs = Object.entries(actionMetadata.inputs).map(([name, input]) => {
    const value = options.inputs?.[name] ?? (input.default ?? '').replace(tokenExpression, options.token);
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const;
  });
  const [outputFile, summaryFile] = [file('output'), file('summary')];
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.payload)),
    GITHUB_REPOSITORY: options.repository,
    GITHUB_API_URL: options.url,
    GITHUB_SERVER_URL: options.url,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(inputs),
    ...options.env,
  };
  const child = spawn(options.node, [options.main ?? resolve(actionMetadata.runs.main)], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', ...(options.abandoned ? (['ipc'] as const) : [])],
  });
  if (options.abandoned) child.disconnect();
  let log = '';
  child.stdout?.on('data', (chunk) => (log += chunk));
  child.stderr?.on('data', (chunk) => (log += chunk));
  // Node never says `close` of a process that it was disconnected from.
  const end = options.abandoned ? 'exit' : 'close';
  const status = await new Promise<number | null>((done) => child.on(end, done));
  const [outputs, summary] = [readFileSync(outputFile, 'utf8'), readFileSync(summaryFile, 'utf8')];
  // One that was abandoned may go on for a moment.
  if (!options.abandoned) rmSync(folder, { recursive: true, force: true });
  return { status, log, outputs: parseOutputs(outputs), summary };
}

/** Reads `name<<delimiter` blocks, as the runner does. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    outputs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return outputs;
}
