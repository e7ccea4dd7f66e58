/** What an edit of a grant changes, key by key, in plain words. */
import type { GrantChange } from '../model/change.ts';
import type { Grant } from '../model/grant.ts';
import type { Workspace } from '../model/workspace.ts';
import { personName } from './approvers-in-words.ts';
import {
  activationInWords,
  lengthInWords,
  momentInWords,
  permissionsInWords,
  roleOf,
  windowsInWords,
} from './grant-words.ts';
import { capped, code, plain } from './markdown.ts';

interface Saying {
  readonly workspace: Workspace;
  readonly timeZone: string;
}

type KeyName = Exclude<keyof Grant, 'version'>;

/** How one key is called, and how its value is said. */
interface Key<K extends KeyName> {
  readonly label: string;
  readonly words: (value: NonNullable<Grant[K]>, grant: Grant, saying: Saying) => string;
  /** What it means that the key is not there. */
  readonly absent: string;
}

/** A value on either side of the arrow. */
const longestSide = 150;
const quoted = (text: string): string => `“${plain(text, longestSide)}”`;
const person = (user: string, _grant: Grant, { workspace }: Saying) => personName(user, workspace);
const moment = (text: string, _grant: Grant, { timeZone }: Saying) =>
  momentInWords(capped(text, longestSide), timeZone);
const yes = (value: boolean) => (value ? 'yes' : 'no');

/** In the order in which an approver has to see them: what widens access first, its explanation last. */
const keys: { readonly [K in KeyName]: Key<K> } = {
  subject: { label: 'person', words: person, absent: 'nobody' },
  system: { label: 'system', words: (id) => plain(id), absent: 'none' },
  role: { label: 'role', words: (id) => plain(id), absent: 'none' },
  windows: {
    label: 'hours',
    words: (windows) => windowsInWords(windows, longestSide),
    absent: 'no restriction',
  },
  activation: { label: 'use', words: activationInWords, absent: 'at any time, without switching it on' },
  standing: { label: 'without an end', words: yes, absent: 'no' },
  validFrom: { label: 'first day', words: moment, absent: 'at once' },
  validUntil: { label: 'last day', words: moment, absent: 'none' },
  duration: {
    label: 'length from approval',
    words: (text) => lengthInWords(capped(text, longestSide)),
    absent: 'none',
  },
  permissions: {
    label: 'what is needed',
    words: (ids, grant, { workspace }) => permissionsInWords(ids, roleOf(workspace, grant)),
    absent: 'not said',
  },
  emergency: { label: 'emergency', words: yes, absent: 'no' },
  incident: { label: 'incident', words: quoted, absent: 'none' },
  reviewed: { label: 'last review', words: moment, absent: 'none' },
  requestedBy: { label: 'asked by', words: person, absent: 'the person' },
  requestedAt: { label: 'asked on', words: moment, absent: 'not said' },
  ticket: { label: 'ticket', words: quoted, absent: 'none' },
  justification: { label: 'reason', words: quoted, absent: 'none' },
};

const keyNames = Object.keys(keys) as KeyName[];

/** The differing keys, those that we know first; a key that nobody knows is an error, and still shown. */
function differing(before: Grant, after: Grant): string[] {
  const all = new Set<string>([...keyNames, ...Object.keys(before), ...Object.keys(after)]);
  const written = (grant: Grant, key: string) => JSON.stringify(grant[key as keyof Grant]);
  return [...all].filter((key) => written(before, key) !== written(after, key));
}

const isKnown = (key: string): key is KeyName => Object.hasOwn(keys, key);

/** What changes, as names alone: "hours", "last day". */
export function changedLabels({ before, after }: GrantChange): string[] {
  if (!before || !after) return [];
  return differing(before.value, after.value).map((key) =>
    isKnown(key) ? keys[key].label : 'something unknown',
  );
}

/** Whether somebody asked anew: a period of its own, which may even end earlier than the one before. */
export const isNewPeriod = ({ before, after }: GrantChange): boolean =>
  before?.value.requestedAt !== after?.value.requestedAt;

/** What changes, as "hours: Mon to Fri 08:00 to 17:30 → no restriction". */
export function changesInWords({ before, after }: GrantChange, saying: Saying): string[] {
  if (!before || !after) return [];
  const found = differing(before.value, after.value);
  const known = found.filter(isKnown).map((key) => {
    const was = sideInWords(key, before.value, saying);
    const is = sideInWords(key, after.value, saying);
    const same = was.includes('…')
      ? 'changes in a part too long to show here; open the file'
      : 'is only written in another way';
    return was === is ? `${keys[key].label} ${same}` : `${keys[key].label}: ${was} → ${is}`;
  });
  const unknown = found.filter((key) => !isKnown(key));
  return unknown.length === 0
    ? known
    : [
        ...known,
        `keys that mean nothing: ${unknown
          .slice(0, 3)
          .map((key) => code(key, 40))
          .join(', ')}`,
      ];
}

function sideInWords<K extends KeyName>(name: K, grant: Grant, saying: Saying): string {
  const key: Key<K> = keys[name];
  const value = grant[name];
  return value === undefined ? key.absent : key.words(value, grant, saying);
}
