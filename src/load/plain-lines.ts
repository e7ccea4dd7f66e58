/**
 * Files that are nothing but lines `key: value`, some of them below a `key:`, as grants and people nearly always are: read
 * without the YAML library, which takes most of the time that a large company costs. Whatever is not of the plainest kind is
 * left to the library, so that there is one meaning: what is read here, it reads just so (YAML 1.2, core schema), without a
 * flaw.
 */

/** A plain scalar that can be nothing else: printable, one line, no `: ` and no ` #` in it, no blank at its end. */
const line = /^( {2})?([a-z][A-Za-z0-9]*):(?: ([A-Za-z0-9\u00c0-\u024f[][\x20-\x7e\u00c0-\u024f]*))?$/;

/** What the library could take for something else than a text, in one schema or another. */
const special = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const whole = /^[1-9]\d{0,14}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const length = /^\d{1,4}[dhmw]$/;
const list = /^\[([a-z][a-z0-9.-]*(?:, [a-z][a-z0-9.-]*)*)\]$/;

type Plain = Record<string, unknown>;

/** The value of the file; `undefined` where the library has to look at it. */
export function readPlainLines(text: string): Readonly<Plain> | undefined {
  const value: Plain = {};
  let below: Plain | undefined;
  // A key with nothing behind it and nothing below it is for the library.
  let isOpen = false;
  for (const each of text.split('\n')) {
    if (!isOpen && (each === '' || each.startsWith('#'))) {
      // What is indented below a comment or an empty line is for the library, too.
      below = undefined;
      continue;
    }
    const [, indent, key, written] = line.exec(each) ?? [];
    const target = indent === undefined ? value : below;
    if (!target || key === undefined || key in target || special.test(key)) return undefined;
    if (indent === undefined && isOpen) return undefined;
    if (written === undefined) {
      if (indent !== undefined) return undefined;
      below = {};
      value[key] = below;
      isOpen = true;
      continue;
    }
    const read = readScalar(written);
    if (read === undefined) return undefined;
    target[key] = read;
    isOpen = false;
    if (indent === undefined) below = undefined;
  }
  return isOpen || Object.keys(value).length === 0 ? undefined : value;
}

function readScalar(written: string): unknown {
  const first = written.charCodeAt(0);
  if (first === bracket) return readList(written);
  if (first >= zero && first <= nine) {
    if (whole.test(written)) return Number(written);
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
