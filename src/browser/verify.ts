/** Holds a folder of evidence against its list of digests, in a browser and without a network. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

interface Manifest {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

const say = (kind: 'ok' | 'wrong', lines: readonly string[]): void => {
  const result = document.querySelector('#result');
  if (!(result instanceof HTMLElement)) return;
  result.className = kind;
  result.replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    }),
  );
};

// Not `crypto.subtle`: not every browser has it for a page that was opened from a disk.
const digestOf = async (file: File): Promise<string> =>
  bytesToHex(sha256(new Uint8Array(await file.arrayBuffer())));

async function verify(chosen: FileList): Promise<void> {
  const files = new Map(
    [...chosen].map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]),
  );
  const own = files.get('manifest.json');
  if (!own)
    return say('wrong', ['This folder holds no manifest.json: choose the folder of the evidence itself.']);
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await own.text()) as Manifest;
    if (!Array.isArray(manifest.files)) throw new Error('no files');
  } catch {
    return say('wrong', ['manifest.json cannot be read: it was changed.']);
  }
  const problems: string[] = [];
  for (const { path, sha256: digest } of manifest.files) {
    const file = files.get(path);
    if (!file) problems.push(`${path} is missing.`);
    else if ((await digestOf(file)) !== digest) problems.push(`${path} was changed.`);
  }
  const listed = new Set(['manifest.json', 'SHA256SUMS', ...manifest.files.map(({ path }) => path)]);
  for (const path of files.keys()) if (!listed.has(path)) problems.push(`${path} was added.`);
  const digest = `The digest of manifest.json is ${await digestOf(own)}: hold it against the one that you were given another way.`;
  if (problems.length > 0) say('wrong', [...problems, digest]);
  else say('ok', [`All ${manifest.files.length} files are as they were written.`, digest]);
}

const input = document.querySelector('#folder');
if (input instanceof HTMLInputElement)
  input.addEventListener('change', () => {
    if (input.files && input.files.length > 0)
      verify(input.files).catch((error: Error) => say('wrong', [`Not verified: ${error.message}`]));
  });
