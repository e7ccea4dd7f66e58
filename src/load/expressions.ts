/** Expressions that name people by what they are: `manager`, `group:security`, `user:ana.costa`. */
import { nearest } from '../model/nearest.ts';
import { isName, nameFrom } from './names.ts';

/** The expressions that a place allows stand between backticks in its description: `manager`, `group:<name>`. */
const allowedIn = (description: string): readonly string[] =>
  [...description.matchAll(/`([^`]+)`/g)].map(([, expression = '']) => expression);

const prefixOf = (expression: string): string => expression.replace(/:.*$/s, '');

/** Longer texts are no slip of anything, and no pattern has to look at them. */
const maxLength = 200;

/** The words that mean somebody in one place or another. */
const words: ReadonlySet<string> = new Set([
  ...['everyone', 'self', 'subject', 'manager', 'manager-of-manager', 'system-owner', 'policy-owner'],
]);

const hyphenated = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, '-');

/** The expressions that a text was probably meant to be. */
function meantBy(text: string, allowed: readonly string[]): readonly string[] {
  if (text.length > maxLength) return [];
  const possible = allowed.filter((expression) => !expression.includes(':'));
  const prefixes = allowed.filter((expression) => expression.includes(':')).map(prefixOf);
  const [, organization, team] = /^@?([A-Za-z0-9-]+)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (team !== undefined)
    return prefixes.includes('github-team') ? [`github-team:${organization}/${team}`] : [];
  const colon = text.indexOf(':');
  if (colon < 0) {
    const word = hyphenated(text);
    if (words.has(word)) return possible.filter((one) => one === word);
    const near = nearest(word, possible);
    // `owner` is a part of two of them.
    return near === undefined ? possible.filter((one) => one.split('-').includes(word)) : [near];
  }
  const prefix = nearest(text.slice(0, colon).trim(), prefixes);
  const name = nameFrom(text.slice(colon + 1).trim(), prefix === 'user' ? '.' : '-');
  return prefix === undefined || prefix === 'github-team' || name === undefined ? [] : [`${prefix}:${name}`];
}

/** Whether a text may be the name of anybody or anything. */
const isBare = (text: string): boolean =>
  text.length <= maxLength && !/[:/@]/.test(text) && nameFrom(text, '-') !== undefined;

/** What is wrong with a text that names nobody, after the value. */
export function wrongExpression(text: string, description: string): string {
  if (meantBy(text, allowedIn(description)).length > 0 || !isBare(text)) return 'does not say who is meant';
  return words.has(hyphenated(text))
    ? 'is not possible here'
    : 'does not say whether it is a group or a person';
}

/** What to write for it. */
export function helpWithExpression(text: string, description: string): string {
  const allowed = allowedIn(description);
  const meant = meantBy(text, allowed);
  if (meant.length > 0) return `did you mean ${meant.map((one) => `\`${one}\``).join(' or ')}?`;
  const [, team] = /^github-team:\s*([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
  if (team !== undefined && allowed.some((expression) => prefixOf(expression) === 'github-team'))
    return `write the organization before it: \`github-team:<org>/${team}\``;
  const list = allowed.map((expression) => `\`${expression}\``).join(', ');
  if (!isBare(text) || words.has(hyphenated(text))) return `write one of ${list}`;
  // People mostly have a dot in their names.
  const kinds = isName(text) && text.includes('.') ? ['user', 'group'] : ['group', 'user'];
  const named = kinds
    .filter((kind) => allowed.some((expression) => prefixOf(expression) === kind))
    .map((kind) => `\`${kind}:${nameFrom(text, kind === 'user' ? '.' : '-')}\``);
  return `write ${named.join(' or ')}; possible are ${list}`;
}
