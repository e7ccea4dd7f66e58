/** An entry of a list is changed or added, and no other byte moves. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { editEntry } from '../../src/load/edit-list.ts';

const done = (text: string, id = 'basics', completed = '2026-11-23') =>
  editEntry(text, 'trainings', { id, values: { completed } });

describe('an entry', () => {
  test('begins the list at the end of the file', () => {
    expect(done('version: 1\nactive: true # yes\n')).toBe(
      'version: 1\nactive: true # yes\ntrainings:\n  - id: basics\n    completed: 2026-11-23\n',
    );
    expect(done('version: 1')).toBe('version: 1\ntrainings:\n  - id: basics\n    completed: 2026-11-23\n');
  });

  test.each([
    [
      'comes after the last one, before what follows, by the indentation that is there',
      'trainings:\n- id: privacy # 2nd try\n  completed: 2026-01-01 # on paper\n\n# who\nmanager: rui\n',
      'trainings:\n- id: privacy # 2nd try\n  completed: 2026-01-01 # on paper\n- id: basics\n  completed: 2026-11-23\n\n# who\nmanager: rui\n',
    ],
    [
      'comes after one in braces',
      'trainings:\n    - {id: privacy, completed: 2026-01-01} # x\n',
      'trainings:\n    - {id: privacy, completed: 2026-01-01} # x\n    - id: basics\n      completed: 2026-11-23\n',
    ],
    [
      'comes into brackets',
      'trainings: [{ id: privacy, completed: "2026-01-01" }] # x\nactive: true\n',
      'trainings: [{ id: privacy, completed: "2026-01-01" }, {id: basics, completed: 2026-11-23}] # x\nactive: true\n',
    ],
    [
      'comes before the last comma of several lines',
      'trainings: [\n  {id: privacy, completed: 2026-01-01},\n]\n',
      'trainings: [\n  {id: privacy, completed: 2026-01-01}, {id: basics, completed: 2026-11-23},\n]\n',
    ],
    [
      'comes after one without a line end',
      'trainings:\n  - id: privacy\n    completed: 2026-01-01',
      'trainings:\n  - id: privacy\n    completed: 2026-01-01\n  - id: basics\n    completed: 2026-11-23\n',
    ],
    [
      'gets its new value in place, whatever its order and quotes',
      'trainings:\n  - completed: "2026-01-01" # once\n    id: basics\n  - id: privacy\n    completed: 2026-01-01\n',
      'trainings:\n  - completed: 2026-11-23 # once\n    id: basics\n  - id: privacy\n    completed: 2026-01-01\n',
    ],
    [
      'keeps the line ends of Windows',
      'trainings:\r\n  - id: privacy\r\n    completed: 2026-01-01\r\nactive: true\r\n',
      'trainings:\r\n  - id: privacy\r\n    completed: 2026-01-01\r\n  - id: basics\r\n    completed: 2026-11-23\r\nactive: true\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(done(before)).toBe(after);
    expect(parse(after).trainings).toContainEqual({ id: 'basics', completed: '2026-11-23' });
  });

  const entries = fc.uniqueArray(fc.constantFrom('basics', 'privacy', 'security'), { minLength: 1 });
  const styles = fc.constantFrom<(ids: readonly string[]) => string>(
    (ids) => `trainings:\n${ids.map((id) => `  - id: ${id} # x\n    completed: 2026-01-01\n`).join('')}`,
    (ids) => `trainings:\n${ids.map((id) => `- {id: ${id}, completed: 2026-01-01}\n\n`).join('')}`,
    (ids) => `trainings: [${ids.map((id) => `{completed: '2026-01-01', id: ${id}}`).join(', ')}]\n`,
  );
  const around = fc.constantFrom('', '# a comment\n', 'a: 1\n', '\n\n', 'b:\n  - c # d\n');

  test('is there once, is there again when it is repeated, and leaves the others as they were', () => {
    fc.assert(
      fc.property(entries, styles, around, around, (ids, style, above, below) => {
        const after = below === above ? '' : below;
        const text = `version: 1\n${above}${style(ids)}${after}`;
        const edited = done(text);
        const others = (all: { id: string }[]) => all.filter(({ id }) => id !== 'basics');
        const [was, is] = [parse(text), parse(edited)];
        expect(is.trainings.filter(({ id }: { id: string }) => id === 'basics')).toEqual([
          { id: 'basics', completed: '2026-11-23' },
        ]);
        expect(others(is.trainings)).toEqual(others(was.trainings));
        expect({ ...is, trainings: 0 }).toEqual({ ...was, trainings: 0 });
        expect(edited.startsWith(`version: 1\n${above}`)).toBe(true);
        expect(edited.endsWith(after)).toBe(true);
        expect(done(edited)).toBe(edited);
      }),
    );
  });
});
