/** What a form answers by itself: names and addresses of the policies are text there, and call nobody. */
import { describe, expect, test } from 'vitest';
import type { FormKind, Reading } from '../../src/forms/form-kind.ts';
import { toolDownForm } from '../../src/forms/tool-down-form.ts';
import { undoForm } from '../../src/forms/undo-form.ts';
import { renderSaid } from '../../src/render/request-markdown.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const name = '"@rui-alves <img src=x> [x](http://x.example)"';
const workspace = workspaceOf({
  ...exampleCompany,
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}contacts:
  - name: ${name}
    for: "Urgent *access* #12"
    phone: +351 21 555 0142
    email: on-call@sofia-lopes.example
`,
  'policies/people/sofia.lopes.yaml': (exampleCompany['policies/people/sofia.lopes.yaml'] ?? '').replace(
    'displayName: Sofia Lopes',
    `displayName: ${name}`,
  ),
});
const reading: Reading = {
  workspace,
  asker: 'ana.costa',
  now: noon('2026-11-23'),
  timeZone: 'Europe/Lisbon',
  people: [],
  endOf: () => undefined,
  readDay: (day) => ({ day }),
};

const said = (kind: FormKind, answers: Readonly<Record<string, string>>) => {
  const answer = kind.read(answers, '', reading);
  return 'say' in answer ? renderSaid('ana-costa', answer.say) : JSON.stringify(answer);
};

describe('what is said', () => {
  test('when the tool is down names whom to call, and the address is code', () => {
    const text = said(toolDownForm, { what: 'Nothing happens' });
    expect(text).toContain(', +351 21 555 0142, `on-call@sofia-lopes.example`');
    expect(text).not.toMatch(/@rui-alves|(?<!\\)<img|(?<!\\)\]|#12|(?<!`on-call)@sofia/);
    expect(text).toMatch(/^@ana-costa, thank you\.\n\nCall one of these:\n\n- /);
  });

  test('of a mistaken change links it by its number alone, and names the owners', () => {
    const text = said(undoForm, { what: '#7 @rui-alves <img src=x>', why: 'It was right before' });
    expect(text).toContain('\n\n#7 is the mistaken change: at its end is the button “Revert”.\n\n');
    expect(text).toContain('or Rui Alves, with the number of this issue');
    expect(text).not.toMatch(/@rui-alves|(?<!\\)<img|(?<!\\)\]/);
  });

  test('where no change is named says how to find it', () => {
    expect(said(undoForm, { what: 'the access of Ana', why: 'It was right' })).toContain(
      'Find the pull request of the change (“Pull requests”, then “Closed”)',
    );
  });
});
