/** The sample company with a ledger of three months: requests that went well, and some that did not. */
import type { FoundRecord, LedgerRecord, Unchained } from '../../src/model/record.ts';
import { commitId, ledgerOf } from './ledger.ts';
import { asked, carried, utc } from './metrics.ts';
import type { TestRepository } from './repository.ts';
import { sampleCompany } from './site.ts';

export type Company = TestRepository;

const marketing = ['andrei.popescu', 'aoife.kelly', 'camille.laurent', 'isabel.ortega', 'mateus.oliveira'];
const finance = ['ana.costa', 'fatima.elidrissi', 'milan.horvat'];
const hour = 3_600_000;

/** The people of two departments ask, each in each month; marketing is often wrong at first, and payroll waits long. */
export function pastRecords(found: FoundRecord['grants'] = []): readonly Unchained<LedgerRecord>[] {
  const started: Unchained<LedgerRecord> = {
    ...{ version: 1, kind: 'started', recordedAt: '2026-08-31T08:00:00.000Z', tool: '0.1.0' },
    commit: commitId(1),
  };
  const records: Unchained<LedgerRecord>[] = ['2026-09', '2026-10', '2026-11'].flatMap((month, index) => [
    ...finance.map((subject, day) =>
      asked({
        ...{ subject, system: 'payroll', asked: `${month}-0${2 + day}T08:00:00Z`, valid: 0, complete: 40 },
        errors: [],
        stages: [
          { approvers: ['manager'], by: 'rui.alves', at: 4 },
          { approvers: ['system-owner'], by: 'leonor.pinto', at: 40 },
        ],
      }),
    ),
    ...marketing.slice(0, index + 1).map((subject, day) =>
      asked({
        ...{ subject, system: 'crm', role: 'exporter', asked: `${month}-1${day}T08:00:00Z` },
        ...{ valid: 3, complete: 6, errors: ['GB203'], denied: day === 1 ? 1 : 0 },
        stages: [{ approvers: ['manager'], by: 'rui.alves', at: 6 }],
      }),
    ),
  ]);
  const steps = records.flatMap((record) => {
    const [path = ''] = record.kind === 'decision' ? record.changes.map((change) => change.path) : [];
    const [, system = '', role = '', file = ''] = path.split('/');
    const at = Date.parse(record.recordedAt);
    const step = { system, role, subject: file.replace('.yaml', '') };
    return [carried('asked', utc(at + hour / 10), step), carried('done', utc(at + 5 * hour), step)];
  });
  const overdue = carried('asked', '2026-11-12T08:00:00Z', {
    ...{ action: 'revoke', subject: 'teresa.vaz', why: 'ended', issue: 41, line: 1 },
  });
  const first: Unchained<FoundRecord> = {
    ...{ version: 1, kind: 'found', recordedAt: started.recordedAt, tool: '0.1.0', commit: commitId(1) },
    ...{ system: 'payroll', owner: 'leonor.pinto', grants: found },
  };
  return [started, first, ...records, ...steps, overdue].toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : 1,
  );
}

/** In a clone that has the branch of the ledger; `more` is put behind its last line. */
export function companyWithPast(more = ''): Company {
  const company = sampleCompany();
  const grants = company.git('ls-tree', '-r', 'HEAD', 'access-grants').trim().split('\n');
  const found = grants.map((line) => {
    const [about = '', path = ''] = line.split('\t');
    return { path, objectId: about.split(' ')[2] ?? '' };
  });
  company.git('checkout', '--quiet', '--orphan', 'grantbook-ledger');
  company.git('rm', '-rfq', '.');
  const files = ledgerOf(pastRecords(found));
  const last = [...files.keys()].toSorted().at(-1) ?? '';
  files.set(last, `${files.get(last) ?? ''}${more}`);
  company.commit(Object.fromEntries(files), '2026-11-20');
  company.git('checkout', '--quiet', 'main');
  return company;
}
