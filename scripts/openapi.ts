/**
 * Writes `src/sandbox/openapi.json`: the part of GitHub's own OpenAPI description that the sandbox serves, without
 * prose. The full description (13 MB in a 29 MB tarball) is fetched into a cache and never becomes a dependency.
 * `--check` writes nothing and fails when the committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations } from '../src/sandbox/operations.ts';

const version = '23.0.2';
const integrity =
  'sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==';
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/grantbook');
const target = join(root, 'src/sandbox/openapi.json');

/** Any operation may answer with these, so they are needed even where no kept operation names them. */
const alwaysKept = ['basic-error', 'validation-error', 'validation-error-simple'];

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nodeAt = (value: unknown, key: string): Node => {
  const found = isNode(value) ? value[key] : undefined;
  return isNode(found) ? found : {};
};

function fullDescription(): Node {
  const tarball = join(cache, `octokit-openapi-${version}.tgz`);
  if (!existsSync(tarball)) {
    mkdirSync(cache, { recursive: true });
    execFileSync('npm', ['pack', `@octokit/openapi@${version}`, '--silent', '--pack-destination', cache]);
  }
  const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (`sha512-${digest}` !== integrity)
    throw new Error(`${tarball} is not the package that was pinned. Delete it and run this again.`);
  const text = execFileSync('tar', ['-xzOf', tarball, 'package/generated/api.github.com.json'], {
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8',
  });
  return JSON.parse(text) as Node;
}

const prose = new Set(['description', 'summary', 'title', 'example', 'examples', 'tags', 'externalDocs']);
const noise = new Set(['deprecated', 'readOnly', 'discriminator', 'headers', 'default']);
/** Below these keys stand names or literal values, which may well be called `title` or `description`. */
const maps = new Set(['properties', 'responses', 'schemas', 'parameters', 'paths', 'content']);
const literals = new Set(['enum', 'required']);

function strip(value: unknown, keysAreNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (!isNode(value)) return value;
  const kept: Node = {};
  for (const [key, child] of Object.entries(value)) {
    if (!keysAreNames) {
      if (prose.has(key) || noise.has(key)) continue;
      if (key.startsWith('x-') && key !== 'x-multi-segment') continue;
      if (literals.has(key)) {
        kept[key] = child;
        continue;
      }
    }
    kept[key] = strip(child, !keysAreNames && maps.has(key));
  }
  return kept;
}

/** Only JSON is served; previews and diffs in other media types are left out. */
function onlyJson(operation: Node): Node {
  return JSON.parse(JSON.stringify(operation), (key, value: unknown) => {
    // A property may be called `content` too; media types have a slash.
    if (key !== 'content' || !isNode(value) || !Object.keys(value).every((type) => type.includes('/')))
      return value;
    return 'application/json' in value ? { 'application/json': value['application/json'] } : undefined;
  }) as Node;
}

function references(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
}

function subset(full: Node, wanted: ReadonlySet<string>): Node {
  const paths: Node = {};
  const missing = new Set(wanted);
  for (const [path, item] of Object.entries(nodeAt(full, 'paths')).sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [method, operation] of Object.entries(isNode(item) ? item : {})) {
      const id = isNode(operation) ? operation.operationId : undefined;
      if (!isNode(operation) || typeof id !== 'string' || !missing.delete(id)) continue;
      const { operationId, parameters, requestBody, responses } = onlyJson(operation);
      const kept = Array.isArray(parameters) ? parameters.map((parameter) => strip(parameter)) : [];
      const rest = strip({ operationId, requestBody, responses });
      paths[path] = { ...nodeAt(paths, path), [method]: { ...(isNode(rest) ? rest : {}), parameters: kept } };
    }
  }
  if (missing.size > 0) throw new Error(`GitHub has no operation ${[...missing].join(', ')}.`);

  const components: { [kind: string]: Node } = {};
  const queue = [...references(paths), ...alwaysKept.map((name) => `schemas/${name}`)];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [kind = '', name = ''] = next.split('/');
    const group = components[kind] ?? {};
    components[kind] = group;
    if (name in group) continue;
    group[name] = strip(onlyJson(nodeAt(nodeAt(nodeAt(full, 'components'), kind), name)));
    queue.push(...references(group[name]));
  }
  return {
    openapi: full.openapi,
    info: { title: 'GitHub REST API, a subset', version },
    paths,
    components,
  };
}

/** One line for each path and component, sorted: a change of GitHub's shows as the lines that it touches. */
function print(description: Node): string {
  const lines = (group: Node): string =>
    Object.keys(group)
      .sort()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(group[key])}`)
      .join(',\n');
  const components = nodeAt(description, 'components');
  const groups = Object.keys(components)
    .sort()
    .map((kind) => `${JSON.stringify(kind)}: {\n${lines(nodeAt(components, kind))}\n}`);
  return [
    `{"openapi": ${JSON.stringify(description.openapi)},`,
    `"info": ${JSON.stringify(description.info)},`,
    `"paths": {\n${lines(nodeAt(description, 'paths'))}\n},`,
    `"components": {\n${groups.join(',\n')}\n}}\n`,
  ].join('\n');
}

const text = print(subset(fullDescription(), new Set(Object.keys(operations))));
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error(
    'src/sandbox/openapi.json is not what scripts/openapi.ts writes. Run: npx tsx scripts/openapi.ts',
  );
  process.exitCode = 1;
}
