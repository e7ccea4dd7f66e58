/**
 * Files that are nothing but lines `key: value`, as grants nearly always are: read without the YAML library, which takes
 * most of the time that a large company costs. Whatever is not of the plainest kind is left to the library, so that there
 * is one meaning: what is read here, it reads just so (YAML 1.2, core schema), without a flaw.
 */

/** A plain scalar that can be nothing else: printable, one line, no `: ` and no ` #` in it, no blank at its end. */
const line = /^([a-z][A-Za-z0-9]*): ([A-Za-z0-9\u00c0-\u024f[][\x20-\x7e\u00c0-\u024f]*)$/;

/** What the library could take for something else than a text, in one schema or another. */
const special = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const day = /^\d{4}-\d{2}-\d{2}$/;
const length = /^\d{1,4}[dhmw]$/;
const list = /^\[([a-z][a-z0-9.-]*(?:, [a-z][a-z0-9.-]*)*)\]$/;

/** The value of the file; `undefined` where the library has to look at it. */
export function readPlainLines(text: string): Readonly<Record<string, unknown>> | undefined {
  const value: Record<string, unknown> = {};
  let isEmpty = true;
  for (const each of text.split('\n')) {
    if (each === '' || each.startsWith('#')) continue;
    const [, key, written] = line.exec(each) ?? [];
    if (key === undefined || written === undefined || key in value || special.test(key)) return undefined;
    const read = readScalar(written);
    if (read === undefined) return undefined;
    value[key] = read;
    isEmpty = false;
  }
  return isEmpty ? undefined : value;
}

function readScalar(written: string): unknown {
  const first = written.charCodeAt(0);
  if (first === bracket) return readList(written);
  if (first >= zero && first <= nine) {
    if (written === '1') return 1;
    return day.test(written) || length.test(written) ? written : undefined;
  }
  if (written === 'true') return true;
  if (special.test(written)) return undefined;
  if (written.endsWith(' ') || written.endsWith(':')) return undefined;
  return written.includes(': ') || written.includes(' #') ? undefined : written;
}

function readList(written: string): readonly string[] | undefined {
  const [, inner] = list.exec(written) ?? [];
  const items = inner?.split(', ');
  return items?.some((item) => special.test(item)) ? undefined : items;
}

const [zero, nine, bracket] = [48, 57, 91];
