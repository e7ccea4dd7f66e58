/** The company in which people practise: one system, four people, and the same rules as everywhere. It is made up. */
import { dayOf, type Instant } from '../../model/period.ts';
import type { Texts } from '../from-texts.ts';

/** Who is there to practise with. */
export const practiceSystem = 'training-system';
export const practiceRole = 'viewer';
/** Whoever practises. */
export const you = 'new.colleague';

/** Those who can be asked to approve, each with what they are. The first is whoever asks. */
export const reviewers = [
  { user: you, name: 'yourself', what: 'you ask for it' },
  { user: 'robin.desk', name: 'Robin', what: 'sits beside you' },
  { user: 'kim.lead', name: 'Kim', what: 'your manager' },
  { user: 'sam.owner', name: 'Sam', what: 'owns the training system' },
] as const;

const person = (displayName: string, id: number, more: string): string => `version: 1
displayName: ${displayName}
department: Practice
employmentType: employee
github: {login: practice-${id}, id: ${id}}
active: true
${more}`;

/** Its files, as anybody would write them. Days are counted in the time zone of the real company. */
export const practiceCompany = (timeZone: string): Texts => ({
  'policies/grantbook.yaml': `version: 1
organization: The practice company
timeZone: ${timeZone}
policyOwners: [pat.head, sam.owner]
rules:
  missing-justification:
    options:
      minimumLength: 20
`,
  'policies/approvals.yaml': `version: 1
policies:
  - id: everyday
    title: Everyday access, approved by the manager or an owner of the system
    when: {}
    stages:
      - approvers: [manager, system-owner]
`,
  'policies/role-matrix.yaml': `version: 1
matrix:
  newcomer:
    ${practiceSystem}:
      ${practiceRole}: {maxDuration: 30d}
  teacher:
    ${practiceSystem}:
      viewer: {maxDuration: 180d}
      editor: {maxDuration: 180d}
      admin: {maxDuration: 30d}
`,
  [`policies/systems/${practiceSystem}.yaml`]: `version: 1
name: the training system
description: Courses, and who takes them.
owners: [sam.owner, pat.head]
dataClassification: internal
permissions:
  courses.read: See the courses
  courses.edit: Write and change courses
  settings.manage: Change the settings
roles:
  viewer:
    title: Viewer
    description: Sees the courses.
    permissions: [courses.read]
    risk: low
  editor:
    title: Editor
    description: Writes and changes courses.
    permissions: [courses.read, courses.edit]
    risk: low
  admin:
    title: Administrator
    description: Changes the settings.
    permissions: [courses.read, courses.edit, settings.manage]
    risk: medium
    privileged: true
`,
  [`policies/people/${you}.yaml`]: person('You', 1, 'jobFunctions: [newcomer]\nmanager: kim.lead\n'),
  'policies/people/robin.desk.yaml': person('Robin', 2, 'jobFunctions: [newcomer]\nmanager: kim.lead\n'),
  'policies/people/kim.lead.yaml': person('Kim', 3, 'jobFunctions: [teacher]\nmanager: pat.head\n'),
  'policies/people/sam.owner.yaml': person('Sam', 4, 'jobFunctions: [teacher]\nmanager: pat.head\n'),
  'policies/people/pat.head.yaml': person('Pat', 5, 'jobFunctions: [teacher]\n'),
});

/** What stands in the fields at first: too little said, and far too long. */
export const firstDraft = ({ now, timeZone }: { readonly now: Instant; readonly timeZone: string }) => ({
  role: practiceRole,
  why: 'need it',
  until: `${Number(dayOf(now, timeZone).slice(0, 4)) + 1}-12-31`,
});
