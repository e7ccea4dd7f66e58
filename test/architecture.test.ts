/** Who may import whom, as `architecture.md` has it. A breach fails with its reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../src/version.ts';

interface Room {
  /** Rooms whose code it may use. Its own is a matter of course. */
  readonly uses: readonly string[];
  /** Rooms of which it may use types alone. */
  readonly types?: readonly string[];
  /** Reads no file, network, environment, clock or dice: the same input gives the same output for ever. */
  readonly pure?: true;
}

const everything = [
  'model',
  'load',
  'rules',
  'approvals',
  'plan',
  'forms',
  'runbooks',
  'ledger',
  'render',
  'site',
  'setup',
  'source',
  'github',
];

const rooms: Readonly<Record<string, Room>> = {
  model: { uses: [], pure: true },
  load: { uses: ['model'], pure: true },
  rules: { uses: ['model'], pure: true },
  approvals: { uses: ['model'], types: ['plan'], pure: true },
  plan: { uses: ['model'], pure: true },
  forms: { uses: ['model'], pure: true },
  runbooks: { uses: ['model'], pure: true },
  ledger: { uses: ['model'], pure: true },
  render: { uses: ['model'], types: ['plan', 'approvals', 'forms', 'ledger'], pure: true },
  // The pages of the site, and what they work out: the same core, without a disk.
  site: {
    uses: ['model', 'load', 'rules', 'approvals', 'plan', 'forms', 'ledger', 'render'],
    pure: true,
  },
  // What runs in those pages, with a document and a clock.
  browser: {
    uses: ['model', 'rules', 'approvals', 'forms', 'site'],
  },
  source: { uses: ['model'] },
  github: { uses: ['model'], types: ['load', 'rules', 'approvals', 'plan', 'render', 'source'] },
  connectors: { uses: ['model'], types: ['plan', 'github'] },
  sandbox: { uses: ['model', 'source'] },
  commands: { uses: [...everything, 'connectors', 'sandbox'] },
  // Makes the files of a new repository.
  setup: { uses: ['model', 'load', 'render'], pure: true },
  // Plays the commands on the sandbox, for people to watch.
  demo: { uses: [...everything, 'commands', 'sandbox'] },
  // The entries: `cli.ts`, `action.ts`, `index.ts`, `version.ts`.
  '': { uses: [...everything, 'commands', 'demo'] },
};

/** What a pure room may take from Node: functions over bytes. */
const pureNodeImports = new Set(['load node:buffer isUtf8', 'ledger node:crypto createHash']);
/** Libraries that one room alone may know. */
const keptTo: Readonly<Record<string, string>> = { yaml: 'load', ajv: 'load', 'ajv-formats': 'load' };

interface Import {
  readonly names: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

type SourceFile = (typeof files)[number];

/** Without comments and the content of texts: words in them are no code. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");

function importsOf(text: string): Import[] {
  const statement =
    /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return [...text.matchAll(statement)].map(([, type, names = '', from, bare, dynamic]) => {
    const listed = names
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const onlyTypes = listed.length > 0 && listed.every((name) => name.startsWith('type '));
    return {
      names: listed.join(', '),
      from: from ?? bare ?? dynamic ?? '',
      typeOnly: type !== undefined || onlyTypes,
    };
  });
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .sort()
  .map((path) => {
    const text = readFileSync(path, 'utf8');
    const [, first = '', second] = path.split('/');
    return { path, room: second === undefined ? '' : first, text, imports: importsOf(text) };
  });

const ours = ({ path }: SourceFile, { from }: Import): string | undefined =>
  from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined;

const breaches = (find: (file: SourceFile) => readonly string[]): string[] =>
  files.flatMap((file) => find(file).map((reason) => `${file.path}: ${reason}`));

test('the reading of imports misses none', () => {
  const text = `import { a,\n  type B } from './x.ts';
import type { C } from './y.ts';
import { type D, type E } from 'z';
import './side.ts';
export { F } from './f.ts';
const g = () => import('./g.ts'); // fetch(
const text = 'fetch(';`;
  expect(importsOf(text)).toEqual([
    { names: 'a, type B', from: './x.ts', typeOnly: false },
    { names: 'C', from: './y.ts', typeOnly: true },
    { names: 'type D, type E', from: 'z', typeOnly: true },
    { names: '', from: './side.ts', typeOnly: false },
    { names: 'F', from: './f.ts', typeOnly: false },
    { names: '', from: './g.ts', typeOnly: false },
  ]);
  expect(codeOf(text)).not.toContain('fetch');
  const isStatic = ({ names, from }: Import) => from.startsWith('.') && names !== '';
  for (const file of files)
    expect([file.path, file.imports.filter(isStatic).length]).toEqual([
      file.path,
      (file.text.match(/\bfrom '\.\.?\//g) ?? []).length,
    ]);
});

describe('the rooms of src/', () => {
  test('are all in the table', () => {
    const unknown = files.filter(({ room }) => !(room in rooms)).map(({ path }) => path);
    expect(unknown).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  test('import only the rooms that they may', () => {
    expect(
      breaches((file) =>
        file.imports.flatMap((item) => {
          const target = ours(file, item);
          if (target === undefined) return [];
          const room = target.split('/').length > 2 ? (target.split('/')[1] ?? '') : '';
          const { uses, types = [] } = rooms[file.room] ?? { uses: [] };
          if (room === file.room || uses.includes(room) || target === 'src/version.ts') return [];
          if (types.includes(room) && item.typeOnly) return [];
          const what = types.includes(room) ? 'only types' : 'nothing';
          return [
            `\`${file.room || 'an entry'}\` may import ${what} of \`${room}\`, and imports \`${item.names}\``,
          ];
        }),
      ),
    ).toEqual([]);
  });

  test('that are pure take nothing from Node that reads or writes', () => {
    expect(
      breaches((file) =>
        rooms[file.room]?.pure
          ? file.imports
              .filter(({ from, typeOnly }) => !typeOnly && from.startsWith('node:'))
              .filter(({ from, names }) => !pureNodeImports.has(`${file.room} ${from} ${names}`))
              .map(({ from, names }) => `a pure room imports \`${names}\` of \`${from}\``)
          : [],
      ),
    ).toEqual([]);
  });

  test.each([
    ['the process and its environment', /\bprocess\b|\bglobalThis\b/],
    [
      'the clock',
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b|\bTemporal\.Now\b|\bsetTimeout\b|\bsetInterval\b/,
    ],
    ['dice', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
    ['the network', /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/],
    ['promises', /\basync\b|\bawait\b|\bPromise\b/],
    [
      'the time zone of the machine',
      /\bgetTimezoneOffset\b|\.get(?:FullYear|Month|Date|Day|Hours|Minutes)\(|toLocale(?:Date|Time)String\b/,
    ],
  ])('that are pure know nothing of %s', (_what, words) => {
    expect(
      breaches((file) => {
        const found = rooms[file.room]?.pure ? words.exec(codeOf(file.text)) : null;
        return found ? [`a pure room says \`${found[0]}\``] : [];
      }),
    ).toEqual([]);
  });

  test('keep libraries where they belong', () => {
    expect(
      breaches((file) =>
        file.imports.flatMap(({ from, names }) => {
          const room = keptTo[from];
          return room === undefined || room === file.room || file.room === 'sandbox'
            ? []
            : [`only \`${room}\` may import \`${from}\`, and this imports \`${names}\``];
        }),
      ),
    ).toEqual([]);
  });

  test('do not import in circles', () => {
    const edges = new Map(
      files.map((file) => [
        file.path,
        file.imports.flatMap((item) => (item.typeOnly ? [] : (ours(file, item) ?? []))),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (trail.includes(path) || done.has(path)) return;
      for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) walk(path, []);
    expect(circles).toEqual([]);
  });
});

describe('every file', () => {
  test('is a screen or two long', () => {
    expect(
      breaches(({ text }) => {
        const lines = text.split('\n').length - 1;
        return lines > 250 ? [`${lines} lines; 250 are the most`] : [];
      }),
    ).toEqual([]);
  });

  test('exports by name', () => {
    const found = files.filter(({ text }) => /^export default\b/m.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('has something of its own: only `index.ts` passes on what others export', () => {
    expect(
      breaches(({ path, text }) =>
        path !== 'src/index.ts' && /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from\b/m.test(text)
          ? ['passes on exports of another file']
          : [],
      ),
    ).toEqual([]);
  });
});

test('the version is that of the package', () => {
  expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
});
