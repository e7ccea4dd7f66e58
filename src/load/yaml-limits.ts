/** What is refused before the YAML library builds anything: the traps, and the shapes that take it too long. */
import type { CST } from 'yaml';
import { type Flaw, rangeOf } from './bytes.ts';

/** The library compares every key of a map with every other. */
const maxKeys = 2000;
/** The library descends by recursion. */
const maxDepth = 40;
/** Nobody reads more, and a file made of nothing but aliases must not cost more. */
const maxFlaws = 20;

const refused: Partial<Record<CST.Token['type'], { what: string; help: string }>> = {
  directive: { what: 'a YAML directive (`%…`)', help: 'delete the line; files are always read as YAML 1.2' },
  anchor: {
    what: 'an anchor (`&…`)',
    help: 'write the value out, or put text that starts with `&` in quotes',
  },
  alias: { what: 'an alias (`*…`)', help: 'write the value out, or put text that starts with `*` in quotes' },
  tag: { what: 'a tag (`!…`)', help: 'delete it, or put text that starts with `!` in quotes' },
};

/** Looks through the tokens of a text without recursion. Nothing found means that it is safe to build. */
export function inspectTokens(tokens: readonly CST.Token[], text: string): Flaw[] {
  const flaws: Flaw[] = [];
  const refuse = (token: CST.Token) => {
    const known = refused[token.type];
    if (!known || flaws.length >= maxFlaws) return;
    const length = 'source' in token ? token.source.length : 1;
    flaws.push({
      rule: 'unsupported-yaml',
      range: rangeOf(text, token.offset, token.offset + length),
      message: `${known.what} is not allowed here`,
      help: known.help,
    });
  };
  const tooComplex = (token: CST.Token, message: string, help: string) =>
    flaws.push({ rule: 'too-complex', range: rangeOf(text, token.offset), message, help });

  let documents = 0;
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > maxDepth) {
      tooComplex(
        token,
        `the file is nested more than ${maxDepth} levels deep`,
        'no file of Grantbook needs that; look for a stray bracket or indent',
      );
      break;
    }
    refuse(token);
    if (token.type === 'document') {
      documents += 1;
      if (documents === 2)
        flaws.push({
          rule: 'unsupported-yaml',
          range: rangeOf(text, token.offset, token.offset + 3),
          message: 'a second document starts here',
          help: 'put it in a file of its own',
        });
      token.start.forEach(refuse);
      if (token.value) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      const isMap =
        token.type === 'block-map' ||
        (token.type === 'flow-collection' && token.start.type === 'flow-map-start');
      if (isMap && token.items.length > maxKeys) {
        tooComplex(
          token,
          `the map has ${token.items.length} keys; at most ${maxKeys} are read`,
          'split it over several files',
        );
        continue;
      }
      for (const item of token.items) {
        item.start.forEach(refuse);
        if ('sep' in item) item.sep?.forEach(refuse);
        if (item.key && 'source' in item.key && item.key.source === '<<' && flaws.length < maxFlaws)
          flaws.push({
            rule: 'unsupported-yaml',
            range: rangeOf(text, item.key.offset, item.key.offset + 2),
            message: 'a merge key (`<<`) is not allowed here',
            help: 'write the values out',
          });
        if (item.key) open.push({ token: item.key, depth: depth + 1 });
        if (item.value) open.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return flaws;
}
