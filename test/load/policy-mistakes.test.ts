import { expect, test } from 'vitest';
import { said } from '../support/loading.ts';

test('a person', () => {
  expect(
    said(
      `version: 1
displayName: Ana
email: ana
github: { login: -x, id: "5" }
jobFunctions: [accountant, accountant]
department: ""
employmentType: emploee
active: yes
manager:
endDate: soon
delegations: [{ to: rui.alves, from: 2026-11-01, until: 2026-11-31 }]
`,
      'person',
    ),
  ).toMatchInlineSnapshot(`
    "3:8 invalid-value [ana] \`ana\` is not an e-mail address
        write it like \`ana.costa@example.com\`
    4:18 invalid-value [-x] \`-x\` is not a GitHub login
        write what stands after \`github.com/\` in the address of the profile, such as \`ana-costa\`
    4:26 invalid-value [\\"5\\"] \`id\` has to be a whole number, found the text \`5\`
        write \`5\`, without quotes
    5:28 invalid-value [accountant] \`jobFunctions\` says the same thing twice
        keep one of them
    6:13 invalid-value [\\"\\"] \`department\` is empty
        write the department
    7:17 invalid-value [emploee] \`emploee\` is not a possible value of \`employmentType\`
        did you mean \`employee\`? Possible are \`employee\`, \`contractor\`, \`intern\` and \`service\`
    8:9 invalid-value [yes] \`active\` has to be \`true\` or \`false\`, found the text \`yes\`
        write \`true\`, without quotes: whether this person works here now. Nobody who is not active holds access or approves
    9:1 invalid-value [manager] \`manager\` has no value
        write one after the colon, or leave the line out: the manager’s user name. Only the head of the organization has none
    10:10 invalid-value [soon] \`soon\` is neither a day nor a time
        write a day such as \`2026-12-23\`, or a time with its offset such as \`2026-12-23T18:00:00+01:00\`
    11:57 invalid-value [2026-11-31] \`2026-11-31\` is not a day in the calendar
        write \`2026-11-30\` for the last day of that month"
  `);
});

test('a system', () => {
  expect(
    said(
      `version: 1
name: Payroll
description: Pays.
dataClassification: secret
owners: ana.costa
permissions: { Read: See, change: 5 }
roles:
  2024:
    title: T
    description: d
    permissions: [read]
    risk: hi
    maxHolders: 0
  Admin: {}
  viewer: { ticketPattern: 007, requesters: [bob], emergency: true }
connector: { type: task, target: { "a b": c } }
`,
      'system',
    ),
  ).toMatchInlineSnapshot(`
    "4:21 invalid-value [secret] \`secret\` is not a possible value of \`dataClassification\`
        write \`public\`, \`internal\`, \`confidential\` or \`restricted\`
    5:9 invalid-value [ana.costa] \`owners\` has to be a list, found the text \`ana.costa\`
        write it in brackets: \`[ana.costa]\`: who is responsible for the system and approves access to it
    6:16 invalid-value [Read] \`Read\` is not an id: it has capital letters
        write \`read\`
    6:35 invalid-value [5] \`change\` has to be text, and \`5\` without quotes is a number
        put it in quotes: \`"5"\`
    12:11 invalid-value [hi] \`hi\` is not a possible value of \`risk\`
        did you mean \`high\`? Possible are \`low\`, \`medium\`, \`high\` and \`critical\`
    13:17 invalid-value [0] \`0\` is too small for \`maxHolders\`
        write at least \`1\`
    14:3 invalid-value [Admin] \`Admin\` is not an id: it has capital letters
        write \`admin\`
    15:3 missing-key [viewer] \`title\` is missing
        add \`title: …\`: the name of the role as people say it
    15:3 missing-key [viewer] \`description\` is missing
        add \`description: …\`: what somebody with this role can do, in plain words
    15:3 missing-key [viewer] \`permissions\` is missing
        add \`permissions: …\`: the permissions that the role gives
    15:3 missing-key [viewer] \`risk\` is missing
        add \`risk: …\`: how much harm the role could do in the wrong hands
    15:28 invalid-value [007] \`ticketPattern\` has to be text, and \`007\` without quotes is a number
        put it in quotes: \`"007"\`
    15:46 invalid-value [bob] \`bob\` does not say whether it is a group or a person
        write \`group:bob\` or \`user:bob\`; possible are \`self\`, \`manager\`, \`system-owner\`, \`user:<userName>\`, \`group:<name>\`, \`job-function:<name>\`
    15:63 invalid-value [true] \`emergency\` has to be a group of \`key: value\` lines, found \`true\`
        write \`maxDuration: …\` below it, two spaces further to the right
    16:36 invalid-value [\\"a b\\"] \`a b\` cannot be a key here
        write it in letters, without spaces"
  `);
});

test('the role matrix', () => {
  expect(
    said(
      `version: 1
matrix:
  accountant:
    payroll:
      viewer: permanent
      editor: { maxduration: 30d }
      admin: 30d
      releaser: {}
      auditor: [standing]
      clerk:
      "10": { maxDuration: 30d, maxTotal: 1 year }
  Director: {}
`,
      'role-matrix',
    ),
  ).toMatchInlineSnapshot(`
    "5:15 invalid-value [permanent] \`permanent\` is not a possible value of \`viewer\`
        write \`standing\` or \`{ maxDuration: … }\`
    6:17 unknown-key [maxduration] \`maxduration\` is not a known key here
        did you mean \`maxDuration\`?
    7:14 invalid-value [30d] \`30d\` is not a possible value of \`admin\`
        write \`{ maxDuration: 30d }\`
    8:7 missing-key [releaser] \`maxDuration\` is missing
        add \`maxDuration: …\`: the longest single period
    9:16 invalid-value [[standing]] a list is not a possible value of \`auditor\`
        did you mean \`standing\`?
    10:7 invalid-value [clerk] \`clerk\` has no value
        write \`standing\` or \`{ maxDuration: … }\`
    11:43 invalid-value [1 year] \`1 year\` does not say how many days: years are not all equally long
        count in days, such as \`365d\`
    12:3 invalid-value [Director] \`Director\` is not an id: it has capital letters
        write \`director\`"
  `);
});

test('approval policies', () => {
  expect(
    said(
      `version: 1
policies:
  - id: standard
    stages: []
  - id: strict
    stages: [{ approvers: [boss], count: 0 }]
  - id: standard
    stages: []
  - when: { risk: high, change: [add] }
policyChanges:
  - paths: [""]
    stages: [{ approvers: [manager, manager] }]
`,
      'approvals',
    ),
  ).toMatchInlineSnapshot(`
    "4:13 invalid-value [[]] \`stages\` needs at least one entry, and has none
        write at least one: the stages, in order
    6:28 invalid-value [boss] \`boss\` does not say whether it is a group or a person
        write \`group:boss\` or \`user:boss\`; possible are \`everyone\`, \`manager\`, \`manager-of-manager\`, \`system-owner\`, \`policy-owner\`, \`user:<userName>\`, \`group:<name>\`, \`job-function:<name>\`, \`github-team:<org>/<slug>\`
    6:42 invalid-value [0] \`0\` is too small for \`count\`
        write at least \`1\`
    7:5 invalid-value [id: standard] \`policies\` says the same thing twice
        keep one of them
    8:13 invalid-value [[]] \`stages\` needs at least one entry, and has none
        write at least one: the stages, in order
    9:5 missing-key [when: { risk: high, change: [add] }] \`id\` is missing
        add \`id: …\`: the name of the policy
    9:5 missing-key [when: { risk: high, change: [add] }] \`stages\` is missing
        add \`stages: [{ approvers: [manager] }]\`: the stages, in order
    9:19 invalid-value [high] \`risk\` has to be a list, found the text \`high\`
        write it in brackets: \`[high]\`: the role has one of these risks
    9:34 invalid-value [add] \`add\` is not a possible value of an item of \`change\`
        did you mean \`added\`? Possible are \`added\`, \`extended\`, \`edited\`, \`reviewed\`, \`reduced\`, \`removed\` and \`ended\`
    11:13 invalid-value [\\"\\"] an item of \`paths\` is empty
        write a path pattern, as minimatch reads it
    12:37 invalid-value [manager] \`approvers\` says the same thing twice
        keep one of them"
  `);
});

test('settings', () => {
  expect(
    said(
      `version: 1
organization: Acme
timeZone: Lisbon
policyOwners: []
groups: { Security: [ana], it: [rui.alves, rui.alves] }
merge: always
rules: { expiry-exceeds-maximum: { level: info } }
notifications: [{ id: chat, type: email, urlSecret: "https://x" }]
limits: { maxRemovalsPerRun: 1.5 }
`,
      'settings',
    ),
  ).toMatchInlineSnapshot(`
    "3:11 invalid-value [Lisbon] \`Lisbon\` is not a time zone
        write a name of the IANA list, such as \`Europe/Lisbon\`
    4:15 invalid-value [[]] \`policyOwners\` needs at least one entry, and has none
        write at least one: who answers for the policies and approves changes to them
    5:11 invalid-value [Security] \`Security\` is not an id: it has capital letters
        write \`security\`
    5:44 invalid-value [rui.alves] \`it\` says the same thing twice
        keep one of them
    6:8 invalid-value [always] \`always\` is not a possible value of \`merge\`
        write \`auto\` or \`person\`
    7:43 invalid-value [info] \`info\` is not a possible value of \`level\`
        write \`off\`, \`warning\` or \`error\`
    8:35 invalid-value [email] \`email\` is not a possible value of \`type\`
        write \`slack\`, \`teams\` or \`webhook\`
    8:53 invalid-value [\\"https://x\\"] \`https://x\` is not the name of a secret
        never write the address itself here: store it as a secret of the repository, and write the name of the secret, such as \`CHAT_WEBHOOK_URL\`
    9:30 invalid-value [1.5] \`maxRemovalsPerRun\` has to be a whole number, found \`1.5\`
        write a whole number: the largest number of removals in one automatic run"
  `);
});
