import type { Allowance } from '../../model/matrix.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { fixedLength, type MatrixCell, matrixCells } from './matrix-cells.ts';

const second = (allowance: string) => ({
  'policies/role-matrix/finance.yaml': `version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: ${allowance}\n`,
});

export const contradictingMatrix: PolicyRule = {
  kind: 'policy',
  code: 'GB416',
  name: 'contradicting-matrix',
  level: 'error',
  safety: true,
  summary: 'Two files of the role matrix do not say different things of the same job function and role.',
  rationale:
    'Whoever reads one of the two files believes what it says, and the more generous one holds. A matrix that can be read in two ways is not a decision (NIST SP 800-53 AC-6, CM-3; ISO/IEC 27001 A.5.15).',
  examples: {
    valid: [{ title: 'both say the same', files: second('{ maxDuration: 30d }') }],
    invalid: [
      { title: 'thirty days and ninety', files: second('{ maxDuration: 90d }') },
      { title: 'thirty days and no end', files: second('standing') },
    ],
  },
  *check({ workspace }) {
    const first = new Map<string, MatrixCell>();
    for (const cell of matrixCells(workspace)) {
      const key = `${cell.jobFunction} ${cell.system}/${cell.role}`;
      const held = first.get(key);
      if (!held) first.set(key, cell);
      if (!held || meaning(held.allowance) === meaning(cell.allowance)) continue;
      yield finding(cell.file, cell.pointer, {
        message: `\`${cell.jobFunction}\` may hold \`${cell.system}/${cell.role}\` ${inWords(cell.allowance)} here, and ${inWords(held.allowance)} in \`${held.file.path}\``,
        help: 'keep one of the two lines and delete the other',
        related: [{ path: held.file.path, pointer: held.pointer, message: 'what the other file says' }],
      });
    }
  },
};

/** The same for what means the same: `4w` and `28d`. */
const meaning = (allowance: Allowance): string =>
  allowance === 'standing'
    ? allowance
    : `${fixedLength(allowance.maxDuration)} ${allowance.maxTotal === undefined ? '' : fixedLength(allowance.maxTotal)}`;

const inWords = (allowance: Allowance): string =>
  allowance === 'standing'
    ? 'without an end'
    : `for \`${allowance.maxDuration}\`${allowance.maxTotal === undefined ? '' : ` (\`${allowance.maxTotal}\` in total)`}`;
