/** Everything that is held on a person, put together from the history and the ledger. */
import { type MentioningLine, mentionsIn, type PersonNames, speaksOf } from './person-names.ts';
import type { RecordOfPerson } from './person-records.ts';

/** A file as it was after a commit. */
export interface VersionOfFile {
  readonly path: string;
  readonly commit: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** What it held; `null` where the commit took the file away. */
  readonly text: string | null;
}

/** A file about the person, with all its versions, oldest first. */
export interface FileOfPerson {
  readonly path: string;
  /** Whether the newest commit still has it. */
  readonly isThere: boolean;
  readonly versions: readonly VersionOfFile[];
}

/** Lines of a file about something else that speak of the person. */
export interface MentionInFile {
  readonly path: string;
  /** The newest commit after which the file said so. */
  readonly commit: string;
  readonly isThere: boolean;
  readonly lines: readonly MentioningLine[];
}

/** A commit whose author, committer or message names the person. */
export interface MentionInCommit {
  readonly commit: string;
  readonly at: string;
  readonly as: readonly ('author' | 'committer' | 'message')[];
  readonly title: string;
}

export interface HeldOnPerson {
  readonly names: PersonNames;
  readonly personFile?: FileOfPerson;
  /** Access that they have or had. */
  readonly grants: readonly FileOfPerson[];
  /** Access of others that they asked for. */
  readonly askedFor: readonly MentionInFile[];
  /** Policies and grants of others that name them: as owner, member of a group, stand-in, manager, or in a sentence. */
  readonly mentions: readonly MentionInFile[];
  readonly records: readonly RecordOfPerson[];
  readonly commits: readonly MentionInCommit[];
}

export const personPath = (user: string): string => `policies/people/${user}.yaml`;

const isGrantOf = (path: string, user: string): boolean =>
  path.startsWith('access-grants/') && path.endsWith(`/${user}.yaml`);

/** The files of a history, oldest version first, as far as they are about somebody. */
export function filesOfPerson(
  versions: Iterable<VersionOfFile>,
  names: PersonNames,
): Pick<HeldOnPerson, 'personFile' | 'grants' | 'askedFor' | 'mentions'> {
  const { userName } = names;
  const speaks = speaksOf(names);
  const own = new Map<string, VersionOfFile[]>();
  const others = new Map<string, { -readonly [K in keyof MentionInFile]: MentionInFile[K] }>();
  for (const version of versions) {
    const { path, commit, text } = version;
    if (path === personPath(userName) || isGrantOf(path, userName)) {
      own.set(path, [...(own.get(path) ?? []), version]);
      continue;
    }
    const known = others.get(path);
    const lines = text === null ? [] : mentionsIn(text, speaks, names);
    if (lines.length === 0) {
      if (known) known.isThere = false;
      continue;
    }
    // What earlier versions said stays in the history, and is told too.
    const before = (known?.lines ?? []).filter(({ text: old }) => !lines.some((line) => line.text === old));
    others.set(path, { path, commit, isThere: true, lines: [...lines, ...before] });
  }
  const files = [...own].map(
    ([path, all]): FileOfPerson => ({ path, isThere: all.at(-1)?.text !== null, versions: all }),
  );
  const personFile = files.find(({ path }) => path === personPath(userName));
  const asks = new RegExp(`^requestedBy:\\s*["']?${userName.replaceAll('.', '\\.')}["']?\\s*(?:#.*)?$`);
  const isAsked = ({ path, lines }: MentionInFile) =>
    path.startsWith('access-grants/') && lines.some(({ text }) => asks.test(text));
  const mentioned = [...others.values()];
  return {
    ...(personFile ? { personFile } : {}),
    grants: files.filter(({ path }) => path !== personPath(userName)),
    askedFor: mentioned.filter(isAsked),
    mentions: mentioned.filter((each) => !isAsked(each)),
  };
}
