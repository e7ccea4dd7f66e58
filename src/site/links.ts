/** Links to GitHub that bring along what was put together here. */

import type { Repository } from './input.ts';
import { type Draft, nobodyYet } from './request.ts';

/**
 * GitHub answers "414 URI Too Long" to addresses that are too long, and says nowhere how long that is; 8 KiB are usual
 * among servers. With some room to spare.
 */
const longestAddress = 7_000;

/** The page on which a new file is written, with its name and content filled in. Nothing where they do not fit. */
export function newFileLink(
  { url, branch }: Repository,
  file: { readonly path: string; readonly text: string },
): string | undefined {
  const query = new URLSearchParams({ filename: file.path, value: file.text });
  const address = `${emptyFileLink({ url, branch })}?${query}`;
  return address.length > longestAddress ? undefined : address;
}

/** The same page with nothing filled in, for whoever pastes the file. */
export const emptyFileLink = ({ url, branch }: Repository): string =>
  `${url}/new/${branch.split('/').map(encodeURIComponent).join('/')}`;

/** The page on which a file that is there is edited. */
export const editLink = ({ url, branch }: Repository, path: string): string =>
  `${url}/edit/${branch.split('/').map(encodeURIComponent).join('/')}/${path}`;

/**
 * The issue form of a system, with those answers that an address can fill in: fields to type in, by their ids. Choices of
 * a list cannot be made by an address, so that the role and the length are left to choose.
 */
export function formLink({ url }: Repository, form: string, draft: Draft): string {
  const { subject = '', askedBy = '' } = draft;
  const isForAnother = subject !== '' && subject !== nobodyYet && askedBy !== '' && askedBy !== subject;
  const answers = {
    template: `${form}.yml`,
    why: draft.why,
    until: draft.until,
    from: draft.from,
    ticket: draft.ticket,
    incident: draft.incident,
    who: isForAnother ? subject : undefined,
  };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(answers)) if (value) query.set(key, value);
  const address = () => `${url}/issues/new?${query}`;
  // The reason alone can be that long; it is better typed again than refused.
  if (address().length > longestAddress) query.delete('why');
  return address();
}
