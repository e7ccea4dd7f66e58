import type { Pointer } from '../../model/diagnostic.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { finding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';

export const duplicateId: PolicyRule = {
  kind: 'policy',
  code: 'GB415',
  name: 'duplicate-id',
  level: 'error',
  safety: true,
  summary: 'No two approval policies, separations of duties or notifications have the same `id`.',
  rationale:
    'A verdict names the policy that decided, and an exception names the separation that it lifts. If two had the same id, nobody could tell which one was meant, and an exception would lift both (NIST SP 800-53 AU-3, CM-3).',
  examples: {
    valid: [
      { title: 'an id for each', files: companyFiles(examplePaths.approvals, examplePaths.separation) },
    ],
    invalid: [
      {
        title: 'two approval policies',
        files: {
          [examplePaths.approvals]: `version: 1
policies:
  - { id: standard, when: { risk: [critical] }, stages: [{ approvers: [system-owner] }] }
  - { id: standard, stages: [{ approvers: [manager, system-owner] }] }
`,
        },
      },
      {
        title: 'two separations of duties',
        files: {
          [examplePaths.separation]: `${exampleCompany[examplePaths.separation]}  - id: payroll-run
    reason: Whoever releases a salary run must not be able to change everything.
    roles: [payroll/releaser, payroll/admin]
`,
        },
      },
    ],
  },
  *check({ workspace }) {
    for (const { file, pointer, what, ids } of lists(workspace)) {
      for (const [index, id] of ids.entries()) {
        const first = ids.indexOf(id);
        if (first === index) continue;
        yield finding(file, [...pointer, index, 'id'], {
          message: `there are two ${what} with the id \`${id}\``,
          help: 'give one of them another id',
          related: [{ path: file.path, pointer: [...pointer, first, 'id'], message: 'the first one' }],
        });
      }
    }
  },
};

interface IdList {
  readonly file: Sourced<unknown>;
  readonly pointer: Pointer;
  readonly what: string;
  readonly ids: readonly string[];
}

function* lists({ approvals, separationOfDuties: duties, settings }: Workspace): Iterable<IdList> {
  const idsOf = (items: readonly { readonly id: string }[] = []) => items.map(({ id }) => id);
  if (approvals)
    yield {
      file: approvals,
      pointer: ['policies'],
      what: 'approval policies',
      ids: idsOf(approvals.value.policies),
    };
  if (duties)
    yield { file: duties, pointer: ['sets'], what: 'separations of duties', ids: idsOf(duties.value.sets) };
  if (settings)
    yield {
      file: settings,
      pointer: ['notifications'],
      what: 'notifications',
      ids: idsOf(settings.value.notifications),
    };
}
