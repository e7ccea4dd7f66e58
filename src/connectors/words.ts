/** What a server says, made fit for a sentence that people read. */

const longest = 200;

/** Control characters, and what turns the direction of text or cannot be seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** One short line without control characters, backticks and secrets, however they were written. */
export function plain(text: string, secrets: readonly string[] = []): string {
  let said = text.replace(unseen, ' ');
  for (const secret of secrets)
    for (const written of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
      if (written !== '') said = said.replaceAll(written, '…');
  const line = said.replaceAll('`', "'").replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${[...line].slice(0, longest).join('')}…` : line;
}

/** "`a`, `b` and 3 others". */
export function named(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `\`${plain(name)}\``);
  const others = names.length - shown.length;
  const all = others > 0 ? [...shown, `${others} ${others === 1 ? 'other' : 'others'}`] : shown;
  const last = all.pop();
  return all.length === 0 ? (last ?? 'nobody') : `${all.join(', ')} and ${last}`;
}
