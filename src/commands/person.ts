/** `grantbook person`: all that the repository holds on one person, also where their files are gone. */
import type { Line } from '../ledger/chain.ts';
import {
  filesOfPerson,
  type HeldOnPerson,
  type MentionInCommit,
  personPath,
  type VersionOfFile,
} from '../ledger/person-held.ts';
import { type PersonNames, speaksOf } from '../ledger/person-names.ts';
import { recordsOfPerson } from '../ledger/person-records.ts';
import { loadFile } from '../load/file.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { type Named, nearestNamed } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import { notSeen, renderPerson } from '../render/person-text.ts';
import { commitWords, everyVersion, type FileVersion } from '../source/every-version.ts';
import { commitOf, type GitRepository, gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { readBlobs } from '../source/git-tree.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import { roots } from '../source/source.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { allLines } from './ledger-lines.ts';
import { ledgerMissing } from './local-ledger.ts';

export interface PersonOptions {
  readonly format: 'text' | 'json';
}

/** What Grantbook reads, and what it writes for people. */
const places = [...roots, 'docs', 'README.md', 'CODEOWNERS', '.github/CODEOWNERS'];

/** Prints it. Whatever could not be looked at is said, since half an answer would pass for a whole one. */
export function person(userName: string, options: PersonOptions, context: CommandContext): ExitCode {
  const root = repositoryRoot(context.dir);
  if (root === undefined) throw new EnvironmentFailure(`\`${context.dir}\` is in no git repository`);
  const git = gitAt(root);
  const commit = commitOf(git, 'HEAD');
  if (commit === undefined) throw new EnvironmentFailure('this repository has no commit yet');
  const history = everyVersion({ git, commit }, places);
  const ledger =
    commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, `refs/heads/${ledgerBranch}`);
  const lines = ledger === undefined ? [] : allLines(ledgerAt(git, ledger));
  const texts = new TextsOf(git, history);
  const names = namesOf(userName, history, texts);
  const held: HeldOnPerson = {
    names,
    ...filesOfPerson(texts.versions(history), names),
    records: recordsOfPerson(lines, names),
    commits: [commit, ...(ledger === undefined ? [] : [ledger])].flatMap((tip) => commitsOf(git, tip, names)),
  };
  if (isNothing(held)) throw new EnvironmentFailure(unknown(userName, history, texts));
  const missing = gaps(git, lines, ledger);
  if (options.format === 'json')
    context.out(`${JSON.stringify({ ...held, notSeen: [...notSeen, ...missing] }, null, 2)}\n`);
  else context.out(renderPerson(held, context.outColors));
  for (const each of missing) context.err(`this is not all: ${each}\n`);
  return missing.length > 0 ? exitCodes.errors : exitCodes.ok;
}

/** The texts of files, each content read once. */
class TextsOf {
  readonly #bytes: ReadonlyMap<string, Uint8Array>;

  constructor(git: GitRepository, versions: readonly FileVersion[]) {
    const wanted = new Map(versions.flatMap(({ path, objectId }) => (objectId ? [[objectId, path]] : [])));
    // Under the id, since one path has had many contents.
    const asked = [...wanted].map(([objectId, path]) => [`${path}\0${objectId}`, objectId] as const);
    this.#bytes = new Map(
      [...readBlobs(git, asked)].flatMap(([key, content]) =>
        content instanceof Uint8Array ? [[key.split('\0')[1] ?? '', content] as const] : [],
      ),
    );
  }

  bytes(objectId: string | undefined): Uint8Array | undefined {
    return objectId === undefined ? undefined : this.#bytes.get(objectId);
  }

  *versions(all: readonly FileVersion[]): Generator<VersionOfFile> {
    for (const { path, commit, time, objectId } of all) {
      const bytes = this.bytes(objectId);
      const text = objectId === undefined ? null : bytes ? Buffer.from(bytes).toString('utf8') : '';
      yield { path, commit, at: new Date(time).toISOString(), text };
    }
  }
}

/** Every name that the versions of their own file gave them. */
function namesOf(userName: string, history: readonly FileVersion[], texts: TextsOf): PersonNames {
  const files = history
    .filter(({ path }) => path === personPath(userName))
    .flatMap(({ objectId }): Person[] => {
      const bytes = texts.bytes(objectId);
      const { file } = bytes
        ? loadFile({ path: personPath(userName), id: userName, schema: 'person' }, bytes)
        : {};
      return file ? [file.value as Person] : [];
    });
  const accounts = files.flatMap(({ github }) => (github ? [github, ...(github.others ?? [])] : []));
  const each = <T>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    userName,
    displayNames: each(files.map(({ displayName }) => displayName)),
    emails: each(files.flatMap(({ email }) => email ?? [])),
    logins: each(accounts.map(({ login }) => login)),
    ids: each(accounts.map(({ id }) => id)),
  };
}

function commitsOf(git: GitRepository, tip: string, names: PersonNames): readonly MentionInCommit[] {
  const speaks = speaksOf(names);
  return commitWords(git, tip).flatMap(({ commit, time, message, ...words }) => {
    const as = (['author', 'committer', 'message'] as const).filter((part) =>
      speaks(part === 'message' ? message : words[part]),
    );
    const [title = ''] = message.split('\n');
    return as.length === 0 ? [] : [{ commit, at: new Date(time).toISOString(), as, title }];
  });
}

/** A word that only stands in sentences may be a name, and may be any word. */
function isNothing({ names, personFile, grants, askedFor, records, ...words }: HeldOnPerson): boolean {
  const isDistinctive = /[._-]/.test(names.userName);
  const spoken = isDistinctive ? words.mentions.length + words.commits.length : 0;
  return personFile === undefined && grants.length + askedFor.length + records.length + spoken === 0;
}

/** Also people whose files are gone may be meant. */
function unknown(userName: string, history: readonly FileVersion[], texts: TextsOf): string {
  const users = new Set(
    history.flatMap(
      ({ path }) => /^(?:policies\/people|access-grants\/[^/]+\/[^/]+)\/([^/]+)\.yaml$/.exec(path)?.[1] ?? [],
    ),
  );
  const known = [...users].map((id): Named => {
    const { displayNames, logins } = namesOf(id, history, texts);
    return { id, names: [...displayNames, ...logins] };
  });
  const near = nearestNamed(userName, known);
  return `nothing here speaks of \`${userName}\`, and nothing ever did${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

function gaps(git: GitRepository, lines: readonly Line[], ledger: string | undefined): readonly string[] {
  return [
    ...(isShallow(git) ? ['this clone does not hold the whole history; run `git fetch --unshallow`'] : []),
    ...(ledger === undefined ? [ledgerMissing(git)] : []),
    ...lines.flatMap(({ place, problem }) =>
      problem === undefined ? [] : [`the ledger, ${place.file}:${place.line}: ${problem}`],
    ),
  ];
}
