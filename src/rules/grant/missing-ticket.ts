import type { GrantRule } from '../../model/rule.ts';
import type { Role } from '../../model/system.ts';
import { exampleTicket, ticketMeant } from '../../model/ticket-example.ts';
import { readTicketPattern } from '../../model/ticket-pattern.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { cached, factsOf, isTouched } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const patternOf = cached((role: Role) => readTicketPattern(role.ticketPattern ?? ''));

const unreadablePattern = (exampleCompany[examplePaths.payroll] ?? '').replace('FIN-[0-9]+', '"FIN-[0-9"');

/** What a ticket looks like, for people who read no patterns. */
function looksLike(pattern: string): string {
  const example = exampleTicket(pattern);
  return example === undefined ? `which looks like \`${pattern}\`` : `such as \`ticket: ${example}\``;
}

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
      {
        title: 'a pattern that cannot be read is said once, where it is',
        files: {
          ...grantFile({ role: 'editor', ticket: 'FIN-4821' }),
          [examplePaths.payroll]: unreadablePattern,
        },
      },
    ],
    invalid: [
      { title: 'no ticket', files: grantFile({ role: 'editor' }) },
      { title: 'a ticket of another kind', files: grantFile({ role: 'editor', ticket: 'HR-4821' }) },
      { title: 'a ticket in small letters', files: grantFile({ role: 'editor', ticket: 'fin-4821' }) },
      {
        title: 'the pattern cannot be read',
        files: {
          ...grantFile({ role: 'editor', ticket: 'FIN-4821' }),
          [examplePaths.payroll]: unreadablePattern,
        },
        changes: ['access-grants/payroll/editor/ana.costa.yaml'],
      },
      { title: 'more than a ticket', files: grantFile({ role: 'editor', ticket: 'see FIN-4821' }) },
    ],
  },
  *check(grant, context) {
    const { role: roleId, ticket } = grant.value;
    const { found } = factsOf(grant, context);
    if (found?.role.ticketPattern === undefined) return;
    const { ticketPattern } = found.role;
    const pattern = patternOf(found.role);
    // `invalid-setting` says what is wrong with such a pattern; only what is being asked for has to be stopped too.
    if ('wrong' in pattern && !isTouched(grant.path, context)) return;
    const related = [
      {
        path: found.system.path,
        pointer: ['roles', roleId, 'ticketPattern'],
        message: 'the role says what its tickets look like',
      },
    ];
    if ('wrong' in pattern) {
      yield grantFinding(grant, [ticket === undefined ? 'role' : 'ticket'], {
        message: `nobody can tell what a ticket for the role \`${roleId}\` looks like: its pattern cannot be read`,
        help: `nothing is wrong here: ask an owner of the system to correct \`ticketPattern: ${ticketPattern}\` first`,
        related,
      });
      return;
    }
    if (ticket === undefined) {
      if (mayBeMisspelled(context.workspace, grant.path, 'ticket')) return;
      yield grantFinding(grant, ['role'], {
        message: `the role \`${roleId}\` needs a ticket, and none is named`,
        help: () => `add a line with the ticket that it is for, ${looksLike(ticketPattern)}`,
        related,
      });
      return;
    }
    if (pattern.matches(ticket)) return;
    yield grantFinding(grant, ['ticket'], {
      message: `\`${ticket}\` is not a ticket for the role \`${roleId}\``,
      help: () => {
        const meant = ticketMeant(ticket, ticketPattern);
        return meant === undefined
          ? `write the ticket alone, ${looksLike(ticketPattern)}`
          : `write \`ticket: ${meant}\``;
      },
      related,
    });
  },
};
