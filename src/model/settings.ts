import Type, { type Static } from 'typebox';
import {
  closed,
  duration,
  file,
  identifier,
  integer,
  list,
  mapOf,
  oneOf,
  optional,
  text,
  userName,
} from './schema.ts';

const ruleSetting = closed({
  level: optional(oneOf(['off', 'warning', 'error'], 'How loud the rule is.')),
  options: optional(
    Type.Record(Type.String({ pattern: '^[a-zA-Z]+$' }), Type.Unknown(), {
      description: 'The options of the rule; the rule reference names them.',
    }),
  ),
});

/** The settings of the organization: `policies/grantbook.yaml`. */
export const SettingsSchema = file('Grantbook settings', 'The settings of the organization.', {
  organization: text('The name of the organization.', 100),
  timeZone: Type.String({
    description: 'The IANA time zone in which days are counted, such as `Europe/Lisbon`.',
    format: 'time-zone',
  }),
  repository: optional(
    Type.String({
      description:
        'Where this repository is, such as `https://github.com/acme/access`. It stands on the pages that people print.',
      format: 'repository-address',
      maxLength: 300,
    }),
  ),
  groups: optional(
    mapOf(
      list(userName('A member.'), 'The members.', { minItems: 0 }),
      'Named groups of people, such as `security`, `it-helpdesk` and `on-call`.',
    ),
  ),
  policyOwners: list(
    userName('A policy owner.'),
    'Who answers for the policies and approves changes to them.',
  ),
  reminders: optional(
    closed(
      {
        beforeEnd: optional(
          list(duration('How long before the end.'), 'When the holder is reminded that access ends.'),
        ),
        approvals: optional(
          list(
            duration('How long after they were asked.'),
            'How long after they were asked approvers are reminded, in working days: `1d` and `3d`, unless it says otherwise.',
          ),
        ),
      },
      { description: 'Reminders before access ends, and of approvals that nobody has given yet.' },
    ),
  ),
  merge: optional(
    oneOf(['auto', 'person'], 'Whether an approved request is merged at once, or by a person.'),
  ),
  staleness: optional(
    oneOf(
      ['any-push', 'grant-content'],
      'Whether any push voids an approval, or only one that changes the approved file.',
    ),
  ),
  secondPerson: optional(
    oneOf(
      ['required', 'where-there-is-one'],
      'What happens where one person alone works here, so that nobody else could approve. `required`, unless it says otherwise: nothing is approved. `where-there-is-one`: what that person asks for is approved, and the evidence says that there was no second person. As soon as a second person is entered as active, it makes no difference.',
    ),
  ),
  codeowners: optional(
    oneOf(
      ['all', 'policies'],
      'What `.github/CODEOWNERS` covers, as `grantbook codeowners` writes it. `policies`, unless it says otherwise: approvers need Read alone, and removals merge by themselves. `all`: GitHub asks those who approve each grant first; they need Write for that, and removals by schedule wait for one of them.',
    ),
  ),
  contacts: optional(
    list(
      closed({
        name: text('Who.', 100),
        for: text('For what.', 200),
        phone: optional(text('The telephone number.', 50)),
        email: optional(Type.String({ description: 'The e-mail address.', format: 'email' })),
      }),
      'Whom to call when the tool is down.',
    ),
  ),
  limits: optional(
    closed(
      {
        maxRemovalsPerRun: optional(
          integer('The largest number of removals in one automatic run.', { minimum: 1 }),
        ),
        maxChangesPerPullRequest: optional(
          integer('The largest number of grants that one pull request may change.', { minimum: 1 }),
        ),
      },
      { description: 'Beyond these numbers, a person has to look first.' },
    ),
  ),
  ledger: optional(
    closed(
      {
        writer: closed(
          {
            login: text('Its login, for people, such as `example-grantbook[bot]`.', 100),
            id: integer('Its numeric account id.', { minimum: 1 }),
          },
          { description: 'The account of the App that writes the ledger; nobody else may.' },
        ),
      },
      { description: 'The record of decisions on the branch `grantbook-ledger`.' },
    ),
  ),
  practice: optional(
    closed(
      {
        training: identifier('The training that the practice page gives: a role asks for it by this id.'),
        page: optional(
          Type.String({
            description:
              'Where the practice page of the site is, such as `https://acme.github.io/access/practice.html`. Refusals and workshop sheets lead there.',
            format: 'page-address',
            maxLength: 300,
          }),
        ),
      },
      {
        description:
          'With it, the practice page ends with a code, and the form *I have finished the training* enters the training.',
      },
    ),
  ),
  rules: optional(
    Type.Record(Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }), ruleSetting, {
      description: 'Levels and options of rules, by the name of the rule.',
    }),
  ),
  notifications: optional(
    list(
      closed({
        id: identifier('The name of the sink.'),
        type: oneOf(['slack', 'teams', 'webhook'], 'The kind of sink.'),
        urlSecret: Type.String({
          description: 'The name of the secret that holds the address. The address itself never stands here.',
          format: 'secret-name',
          pattern: '^[A-Z][A-Z0-9_]*$',
        }),
        events: optional(
          list(
            oneOf(['requested', 'approved', 'denied', 'expiring', 'emergency', 'overdue'], 'An event.'),
            'Only these events.',
          ),
        ),
      }),
      'Where news are sent besides GitHub.',
    ),
  ),
});

export type Settings = Static<typeof SettingsSchema>;
