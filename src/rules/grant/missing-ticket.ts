import type { GrantRule } from '../../model/rule.ts';
import type { Role } from '../../model/system.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { cached, factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';
import { readTicketPattern } from '../ticket-pattern.ts';

const patternOf = cached((role: Role) => readTicketPattern(role.ticketPattern ?? ''));

export const missingTicket: GrantRule = {
  kind: 'grant',
  code: 'GB111',
  name: 'missing-ticket',
  level: 'error',
  safety: true,
  summary: 'Where a role has a `ticketPattern`, its grants name a ticket of that form.',
  rationale:
    'The ticket leads from the access to the work that it was for, where the details are. The pattern has to fit the ticket as a whole, so that “see FIN-1” is not one (NIST SP 800-53 AU-3, CM-3). Patterns are read by a matcher that cannot be made to hang; look-arounds and back-references are not supported.',
  examples: {
    valid: [
      { title: 'a ticket', files: grantFile({ role: 'editor', ticket: 'FIN-4821' }) },
      { title: 'a role that asks for none', files: grantFile({ role: 'viewer' }) },
    ],
    invalid: [
      { title: 'no ticket', files: grantFile({ role: 'editor' }) },
      { title: 'a ticket of another kind', files: grantFile({ role: 'editor', ticket: 'HR-4821' }) },
      { title: 'more than a ticket', files: grantFile({ role: 'editor', ticket: 'see FIN-4821' }) },
    ],
  },
  *check(grant, context) {
    const { role: roleId, ticket } = grant.value;
    const { found } = factsOf(grant, context);
    if (found?.role.ticketPattern === undefined) return;
    const { ticketPattern } = found.role;
    const related = [
      {
        path: found.system.path,
        pointer: ['roles', roleId, 'ticketPattern'],
        message: 'the role says what its tickets look like',
      },
    ];
    if (ticket === undefined) {
      if (mayBeMisspelled(context.workspace, grant.path, 'ticket')) return;
      yield grantFinding(grant, ['role'], {
        message: `the role \`${roleId}\` needs a ticket, and none is named`,
        help: `add a line \`ticket: …\` with a ticket that looks like \`${ticketPattern}\``,
        related,
      });
      return;
    }
    const pattern = patternOf(found.role);
    // A pattern that cannot be read lets nothing through; `invalid-setting` says what is wrong with it.
    if ('matches' in pattern && pattern.matches(ticket)) return;
    yield grantFinding(grant, ['ticket'], {
      message: `\`${ticket}\` is not a ticket for the role \`${roleId}\``,
      help:
        'matches' in pattern
          ? `write the ticket alone; it looks like \`${ticketPattern}\``
          : `the pattern \`${ticketPattern}\` of the role cannot be used: ask an owner of the system to correct it`,
      related,
    });
  },
};
