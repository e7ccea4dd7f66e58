import { distance } from 'fastest-levenshtein';
import type { PolicyRule } from '../../model/rule.ts';
import { matrixIsComplete } from '../completeness.ts';
import { finding } from '../define.ts';
import { companyFiles, exampleCompany } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';
const anaAs = (jobFunction: string) => ({
  [ana]: (exampleCompany[ana] ?? '').replace('[accountant]', `[${jobFunction}]`),
});

export const unknownJobFunction: PolicyRule = {
  kind: 'policy',
  code: 'GB417',
  name: 'unknown-job-function',
  level: 'warning',
  safety: false,
  summary: 'A person’s job function is not almost, but not quite, one of the role matrix.',
  rationale:
    'The matrix allows a person what it lists for their job functions. A slip in the name leaves them with less than everybody else in the same job, and the next request is refused for a reason that nobody sees (ISO/IEC 27001 A.5.15, A.5.18). A job function that is not in the matrix at all is no mistake: it needs no access.',
  examples: {
    valid: [
      { title: 'a job function of the matrix', files: companyFiles(ana) },
      { title: 'one that needs no access', files: anaAs('gardener') },
    ],
    invalid: [{ title: 'a slip in the name', files: anaAs('acountant') }],
  },
  *check({ workspace }) {
    if (workspace.matrix.length === 0 || !matrixIsComplete(workspace)) return;
    const known = new Set(workspace.matrix.flatMap((file) => Object.keys(file.value.matrix)));
    for (const person of workspace.people.all()) {
      for (const [index, name] of person.value.jobFunctions.entries()) {
        if (known.has(name)) continue;
        const near = [...known].find((candidate) => isSlip(name, candidate));
        if (near === undefined) continue;
        yield finding(person, ['jobFunctions', index], {
          message: `the role matrix knows no job function \`${name}\`, so it allows \`${person.id}\` nothing for it`,
          help: `did you mean \`${near}\`? Otherwise add \`${name}\` to the role matrix`,
        });
      }
    }
  },
};

/** Two letters of a long word at most, and one of a short one: `hr-lead` is no slip for `it-lead`. */
const isSlip = (word: string, known: string): boolean =>
  distance(word, known) <= Math.min(2, Math.floor(known.length / 5));
