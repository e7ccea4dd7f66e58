/** What the core takes from Node's `Buffer`, in the words of a browser. The build puts it in its place. */

/** Whether bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** `Buffer.from(memory, offset, length).toString('utf8')`, which keeps a byte order mark. */
export const Buffer = {
  from: (memory: ArrayBufferLike, offset: number, length: number) => ({
    toString: (): string =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(memory, offset, length)),
  }),
};
