/** Which actions of a workflow could be replaced by other code without anybody here noticing. */
import type { WorkflowFile } from './repository-settings.ts';

/**
 * The `uses:` that name no full commit (or digest of an image), with their lines. They are found by their lines, not by
 * a YAML parser, so that an odd way to write one is reported rather than missed; scripts are left out.
 */
export function unpinnedActions({ path, text }: WorkflowFile): string[] {
  const found: string[] = [];
  let scriptIndent: number | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (scriptIndent !== undefined && indent > scriptIndent) continue;
    scriptIndent = undefined;
    // `uses: >-` is no script, whatever its form.
    if (/:\s*[|>][-+0-9]*\s*(#.*)?$/.test(line) && !/\buses\b/.test(line)) scriptIndent = indentOfKey(line);
    const code = line.replace(/(^|\s)#.*$/, '');
    for (const [, value = ''] of code.matchAll(/(?:^|[\s{,])["']?uses["']?\s*:(?=\s|$)\s*([^,}]*)/g)) {
      const uses = value.trim().replace(/^["']|["']$/g, '');
      if (!isPinned(uses)) found.push(`${path}:${index + 1}: \`${uses}\``);
    }
  }
  return found;
}

/** The column of a key, behind the dashes of the lists that it is in: what belongs to it stands further right. */
const indentOfKey = (line: string): number => line.search(/[^\s-]/);

/** An action of the same commit, one of a full commit, or an image by its digest. */
const isPinned = (uses: string): boolean =>
  /^\.\//.test(uses) ||
  /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses) ||
  /^docker:\/\/\S+@sha256:[0-9a-f]{64}$/.test(uses);
