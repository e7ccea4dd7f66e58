/** The string formats of the schemas, each with its strict parser and what to say when it does not fit. */

import { isTimeZone, parseDay, parseDuration, parseInstant } from '../model/period.ts';
import type { GrantbookFormat } from '../model/schema.ts';
import { helpWithDay, helpWithMoment, wrongDay, wrongMoment } from './days.ts';
import { durationMeant, helpWithDuration, isTooShort, wrongDuration } from './durations.ts';
import { helpWithExpression, wrongExpression } from './expressions.ts';
import { isName, isSeveral, nameFrom, whyNotAName } from './names.ts';

interface FormatText {
  readonly accepts: (text: string) => boolean;
  /** What is wrong, after the value. */
  readonly wrong: (text: string, description: string) => string;
  /** What to write instead. */
  readonly help: (text: string, description: string) => string;
  /** The text that it was meant to be, where that is plain. */
  readonly meant?: (text: string) => string | undefined;
}

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What may stand where approvers are named, and not where a person is. */
const expression = /^(user|group|job-function|github-team):\s*(.*)$/s;

export const formats: Readonly<Record<GrantbookFormat, FormatText>> = {
  'user-name': {
    accepts: isName,
    wrong: (text) =>
      expression.test(text) ? 'is not a user name' : `is not a user name: ${whyNotAName(text)}`,
    help: (text) => {
      const [, kind = '', named = ''] = expression.exec(text) ?? [];
      if (kind !== '' && kind !== 'user') return 'only people can stand here: write their user names';
      if (isSeveral(text)) return 'write only one here';
      const name = nameFrom(kind === '' ? text : named, '.');
      return name === undefined
        ? 'write the user name as the file in `policies/people/` is called, such as `ana.costa`'
        : `write \`${name}\`, if the file in \`policies/people/\` is called so`;
    },
  },
  identifier: {
    accepts: isName,
    wrong: (text) => `is not an id: ${whyNotAName(text)}`,
    help: (text) => {
      if (isSeveral(text)) return 'write only one here';
      const name = nameFrom(text, '-');
      return name === undefined ? 'write it like `help-desk` or `viewer`' : `write \`${name}\``;
    },
  },
  rule: {
    accepts: (text) => isName(text) || /^GB\d{3}$/i.test(text),
    wrong: (text) => `is not the name of a rule: ${whyNotAName(text)}`,
    help: (text) => {
      const name = isSeveral(text) ? undefined : nameFrom(text, '-');
      return `${name === undefined ? 'write' : `write \`${name}\`, or`} a name or code such as \`missing-end\` or \`GB201\`; \`grantbook explain\` lists them all`;
    },
  },
  day: { accepts: (text) => parseDay(text) !== undefined, wrong: wrongDay, help: helpWithDay },
  moment: {
    accepts: (text) => parseDay(text) !== undefined || parseInstant(text) !== undefined,
    wrong: wrongMoment,
    help: helpWithMoment,
  },
  duration: {
    accepts: (text) => parseDuration(text) !== undefined && !isTooShort(text),
    wrong: wrongDuration,
    help: helpWithDuration,
    meant: durationMeant,
  },
  'time-zone': {
    accepts: isTimeZone,
    wrong: () => 'is not a time zone',
    help: () => 'write a name of the IANA list, such as `Europe/Lisbon`',
  },
  'time-of-day': {
    accepts: (text) => timeOfDay.test(text),
    wrong: () => 'is not a time of day',
    help: (text) => {
      const [, hours = '', minutes = '00', half] =
        /^(\d{1,2})(?:[:.h](\d{2}))? ?(?:([ap])\.?m\.?)?$/i.exec(text.trim()) ?? [];
      const hour = half === undefined ? hours : `${(Number(hours) % 12) + (/p/i.test(half) ? 12 : 0)}`;
      const time = `${hour.padStart(2, '0')}:${minutes}`;
      return hours !== '' && timeOfDay.test(time)
        ? `write \`"${time}"\``
        : 'write hours and minutes from `"00:00"` to `"23:59"`';
    },
  },
  expression: {
    accepts: (text) => /^[a-z-]+(?::\S+)?$/.test(text),
    wrong: wrongExpression,
    help: helpWithExpression,
  },
  'system-role': {
    accepts: (text) => text.split('/').length === 2 && text.split('/').every(isName),
    wrong: () => 'does not name a role of a system',
    help: (text) => {
      const [system, role, ...more] = text.split(/[/:>\s]+/).map((part) => nameFrom(part, '-'));
      return system !== undefined && role !== undefined && more.length === 0
        ? `write \`${system}/${role}\``
        : 'write the system and the role with a `/` between them, such as `payroll/viewer`';
    },
  },
  'github-login': {
    accepts: (text) => /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/.test(text),
    wrong: () => 'is not a GitHub login',
    help: (text) => {
      const [, login] = /^(?:@|(?:https:\/\/)?github\.com\/)([A-Za-z0-9-]+)\/?$/.exec(text) ?? [];
      return login === undefined
        ? 'write what stands after `github.com/` in the address of the profile, such as `ana-costa`'
        : `write \`${login}\``;
    },
  },
  'repository-address': {
    accepts: (text) =>
      /^https:\/\/[a-z0-9.-]+(:\d+)?\/[\w-]+\/[\w.-]+$/i.test(text) && !text.endsWith('.git'),
    wrong: () => 'is not the address of a repository',
    help: (text) => {
      const [, path] =
        /^(?:https?:\/\/)?(?:github\.com[/:])?([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/i.exec(text) ?? [];
      return `write \`https://github.com/${path ?? 'acme/access'}\`${path === undefined ? ', as the browser shows it' : ''}`;
    },
  },
  'page-address': {
    accepts: (text) => /^https:\/\/[a-z0-9.-]+(:\d+)?\/[\w./~%-]*$/i.test(text),
    wrong: () => 'is not the address of a page',
    help: () => 'write it as the browser shows it, such as `https://acme.github.io/access/practice.html`',
  },
  'secret-name': {
    accepts: (text) => /^[A-Z][A-Z0-9_]*$/.test(text),
    wrong: () => 'is not the name of a secret',
    help: (text) =>
      text.includes('://')
        ? 'never write the address itself here: store it as a secret of the repository, and write the name of the secret, such as `CHAT_WEBHOOK_URL`'
        : `write the name of a secret of the repository, such as \`${/^[a-z][a-z0-9_-]*$/i.test(text) ? text.toUpperCase().replaceAll('-', '_') : 'CHAT_WEBHOOK_URL'}\``,
  },
};
