/** Pictures of runbooks, taken in: no bytes but those of a picture come near a page that people open. */
import { wholeFile } from '../model/diagnostic.ts';
import { type FileContent, sizeLimitOf } from '../model/listing.ts';
import { mediaTypes, type Picture } from '../model/picture.ts';
import type { LoadProblem } from '../model/workspace.ts';
import { tooLarge } from './bytes.ts';

/** How files of each kind begin: PNG 1.2 section 3.1, the SOI marker of JPEG, the RIFF container of WebP. */
const beginsLike: Readonly<Record<Picture['mediaType'], (start: string) => boolean>> = {
  'image/png': (start) => start.startsWith('\x89PNG\r\n\x1a\n'),
  'image/jpeg': (start) => start.startsWith('\xff\xd8\xff'),
  'image/webp': (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
};

/** The picture, or why it is none. */
export function loadPicture(
  path: string,
  content: FileContent,
): { readonly picture?: Picture; readonly problems: readonly LoadProblem[] } {
  const mediaType = mediaTypes[path.slice(path.lastIndexOf('.') + 1)];
  const flaw = (problem: Omit<LoadProblem, 'path' | 'range'>) => ({
    problems: [{ path, range: wholeFile, ...problem }],
  });
  if ('unreadable' in content) return flaw({ rule: 'unreadable-file', message: content.unreadable });
  if ('size' in content)
    return {
      problems: [
        {
          path,
          ...tooLarge(content.size, sizeLimitOf(path)),
          help: 'save it with fewer dots, or cut out what matters',
        },
      ],
    };
  const start = String.fromCharCode(...content.subarray(0, 16));
  if (mediaType === undefined || !beginsLike[mediaType](start))
    return flaw({
      rule: 'invalid-value',
      message: 'this is not a picture of the kind that its name says',
      help: 'save it again as PNG, JPEG or WebP, with the ending `.png`, `.jpg` or `.webp`',
    });
  return { picture: { path, mediaType, bytes: content }, problems: [] };
}
