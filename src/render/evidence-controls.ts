/** Which report answers which control, and what none of them does. Said once here, so that nobody promises more. */

export interface Control {
  readonly control: string;
  readonly asks: string;
  /** The ids of the populations. */
  readonly reports: readonly string[];
  readonly covered: string;
  readonly notCovered: string;
}

const outside =
  'Accounts and roles that somebody made in a system past Grantbook, where no connector reads it.';

export const controls: readonly Control[] = [
  {
    control: 'SOC 2 CC6.1',
    asks: 'Logical access is restricted to those who are authorised.',
    reports: ['access', 'privileged', 'incidents', 'exceptions'],
    covered: 'Who had which role when, under which approval, and what went past the approvers.',
    notCovered: `${outside} Networks, encryption, passwords and second factors.`,
  },
  {
    control: 'SOC 2 CC6.2',
    asks: 'Users are registered and authorised before they get access, and removed when they leave.',
    reports: ['joiners', 'leavers', 'requests'],
    covered: 'Requests with their approvals, and the hours from leaving to the end of access.',
    notCovered:
      'Whether the list of people is whole: hold it against the personnel records. Removal in a system counts only where the ledger has it.',
  },
  {
    control: 'SOC 2 CC6.3',
    asks: 'Access is granted, changed and removed by role, with least privilege and separated duties.',
    reports: ['requests', 'standing', 'reviews', 'exceptions'],
    covered: 'Approved changes of access, reviews of standing access, and every exception from a rule.',
    notCovered: 'Whether the roles themselves give too much in the real system.',
  },
  {
    control: 'ISO 27001 A.5.15',
    asks: 'Rules for access are set and kept.',
    reports: ['access', 'exceptions', 'incidents'],
    covered: 'Each decision names the digest and the commit of the policies that it was made by.',
    notCovered: 'Physical access, and whether the policies fit the business.',
  },
  {
    control: 'ISO 27001 A.5.18',
    asks: 'Access rights are provided, reviewed, changed and removed.',
    reports: ['requests', 'reviews', 'leavers'],
    covered: 'The life of each grant from the request to the removal.',
    notCovered: outside,
  },
  {
    control: 'ISO 27001 A.8.2',
    asks: 'Privileged access is restricted and managed.',
    reports: ['privileged', 'emergencies'],
    covered: 'Roles that the policies call privileged, and emergency access with its incident.',
    notCovered: 'What was done with the access: that is in the logs of the systems.',
  },
  {
    control: 'GDPR Art. 32',
    asks: 'Access to personal data is limited, and the measures are tested regularly.',
    reports: ['access', 'reviews', 'leavers', 'incidents'],
    covered: 'Who could reach which system, and that it was looked at again.',
    notCovered: 'Who read which record; encryption, backup and restoring.',
  },
  {
    control: 'HIPAA 164.308(a)(4)',
    asks: 'Access to health information is authorised, established and modified by procedure.',
    reports: ['requests', 'access', 'reviews'],
    covered: 'Authorisation, establishment and modification of access, each with who approved it.',
    notCovered: 'Which systems hold health information: the policies name data classes, not laws.',
  },
];
