import type { Finding } from '../../model/diagnostic.ts';
import { picturesFolder } from '../../model/picture.ts';
import type { Runbook } from '../../model/policies.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { missingParts, type RunbookPart, runbookOf } from '../../model/runbook-parts.ts';
import type { System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { matrixIsComplete } from '../completeness.ts';
import { didYouMean, finding } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

const settings = `${exampleCompany[examplePaths.settings] ?? ''}repository: https://github.com/acme/access
contacts:
  - { name: On-call engineer, for: Urgent access, phone: +351 21 555 0142 }
`;
const payroll = `${exampleCompany[examplePaths.payroll] ?? ''}executors: [user:sofia.lopes]\n`;
const path = 'policies/runbooks/payroll.yaml';
const runbook = `version: 1
title: Access to the payroll
objective: Give the right people access to the payroll.
audience: [Finance]
steps: [The account is made in the company's own payroll.]
checks: [Two-step sign-in is switched on.]
questions:
  - question: May I lend my sign-in to a colleague?
    answer: No, not even for a minute.
owner: rui.alves
reviewEvery: 90d
lastReviewed: 2026-10-15
`;
const complete = { [path]: runbook, [examplePaths.settings]: settings, [examplePaths.payroll]: payroll };
const without = (text: string, part: RegExp) => text.replace(part, '');

export const incompleteRunbook: PolicyRule = {
  kind: 'policy',
  code: 'GB426',
  name: 'incomplete-runbook',
  level: 'warning',
  safety: false,
  summary: 'Every system has a runbook that says all that people need, once the first runbook is there.',
  rationale:
    'On the day when nothing works, what is not on the page is not there: whom to call, what to do by hand, what to look at before the work is done (NIST SP 800-53 CP-2, AT-3; ISO/IEC 27001 A.5.37). What the policy does not say, somebody has to write down.',
  examples: {
    valid: [
      { title: 'a runbook with all its parts', files: complete },
      { title: 'a company that keeps no runbooks', files: { [examplePaths.payroll]: payroll } },
    ],
    invalid: [
      {
        title: 'neither steps by hand, nor checks, nor questions',
        files: { ...complete, [path]: without(runbook, /steps:[\s\S]*minute\.\n/) },
      },
      {
        title: 'a system without one',
        files: { ...complete, [path]: null, 'policies/runbooks/expenses.yaml': runbook },
      },
      {
        title: 'nobody does the work by hand',
        files: { ...complete, [examplePaths.payroll]: without(payroll, /executors:.*\n/) },
      },
      {
        title: 'nobody to call, and no address of the forms',
        files: { ...complete, [examplePaths.settings]: exampleCompany[examplePaths.settings] ?? '' },
      },
      {
        title: 'a picture that is not there, beside a step that is not there',
        files: {
          ...complete,
          [path]: `${runbook}pictures: [{ file: new-account.png, alt: The form for an account, step: 3 }]\n`,
        },
      },
    ],
  },
  *check({ workspace }) {
    if (workspace.runbooks.ids.length === 0) return;
    const told = new Set<string>();
    for (const system of workspace.systems.all()) {
      for (const found of ofSystem(system, workspace)) {
        const key = JSON.stringify([found.path, found.message]);
        // Several systems may share a runbook.
        if (!told.has(key)) yield found;
        told.add(key);
      }
    }
    for (const runbook of workspace.runbooks.all()) yield* pictures(runbook, workspace);
    yield* ofSettings(workspace);
  },
};

/** What to write for a part that the file of a runbook lacks. */
const inFile: Partial<Readonly<Record<RunbookPart, readonly [message: string, help: string]>>> = {
  steps: [
    'this runbook does not say what is done by hand once access is approved',
    'write `steps:` with what whoever does the work has to do',
  ],
  checks: [
    'this runbook has no security checks',
    'write `checks:` with what to look at before the work counts as done',
  ],
  questions: [
    'this runbook answers no question that people ask',
    'write `questions:` with a `question:` and its `answer:`; whoever does the work knows what is asked most',
  ],
};

function* ofSystem(system: Sourced<System>, workspace: Workspace): Iterable<Finding> {
  const id = system.value.runbook ?? system.id;
  const runbook = runbookOf(system, workspace);
  const parts = missingParts(system, workspace);
  // What cannot be read, or is not there under the name that the system gives, is said elsewhere.
  if (!runbook && (workspace.runbooks.has(id) || system.value.runbook !== undefined)) return;
  if (!runbook)
    yield finding(system, ['name'], {
      message: `\`${system.id}\` has no runbook of its own`,
      help: `write \`policies/runbooks/${system.id}.yaml\`, or name one that covers it with \`runbook:\``,
    });
  for (const part of runbook ? parts : []) {
    const [message, help] = inFile[part] ?? [];
    if (runbook && message !== undefined) yield finding(runbook, [], { message, help });
  }
  if (parts.includes('executor'))
    yield finding(system, ['name'], {
      message: `nobody is named who does the work by hand at \`${system.id}\``,
      help: 'write `executors:` with people or groups, such as `[group:it-helpdesk]`',
    });
  // A file of the matrix that cannot be read may allow one.
  if (parts.includes('form') && matrixIsComplete(workspace))
    yield finding(system, ['roles'], {
      message: `the role matrix allows no role of \`${system.id}\` to anybody, so there is no form to ask for one`,
      help: 'allow a role to a job function in the role matrix, or delete this file where the system is not used any more',
    });
}

function* pictures(runbook: Sourced<Runbook>, workspace: Workspace): Iterable<Finding> {
  const steps = runbook.value.steps?.length ?? 0;
  const there = [...workspace.pictures.keys()].map((each) => each.slice(picturesFolder.length + 1));
  for (const [index, { file, step }] of (runbook.value.pictures ?? []).entries()) {
    if (!there.includes(file))
      yield finding(runbook, ['pictures', index, 'file'], {
        message: `the picture \`${picturesFolder}/${file}\` is not there`,
        help: () => didYouMean(file, there, 'put it there, or take these lines out'),
      });
    if (step !== undefined && step > steps)
      yield finding(runbook, ['pictures', index, 'step'], {
        message: `there is no step ${step}: \`steps\` has ${steps}`,
        help: 'write the number of the step that the picture belongs to; without `step`, it stands beside the form',
      });
  }
}

function* ofSettings({ settings }: Workspace): Iterable<Finding> {
  if (!settings) return;
  const { contacts = [], repository } = settings.value;
  if (contacts.length === 0)
    yield finding(settings, [], {
      message: 'the runbooks cannot say whom to call when the tool is down',
      help: 'write `contacts:` with a `name:`, what it is `for:`, and a `phone:`',
    });
  if (repository === undefined)
    yield finding(settings, [], {
      message: 'the runbooks that people print cannot say where the forms are',
      help: 'write `repository:` with the address of this repository, such as `https://github.com/acme/access`',
    });
}
