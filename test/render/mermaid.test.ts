import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barChart, pieChart } from '../../src/render/mermaid.ts';

describe('a chart', () => {
  test('is written as Mermaid reads it', () => {
    expect(
      barChart('Waits', 'hours', [
        { label: '2026-09', value: 1.234 },
        { label: 'Säläria & Co', value: 40 },
      ]),
    ).toBe(
      '```mermaid\nxychart-beta\n    title "Waits"\n    x-axis ["2026-09", "Säläria Co"]\n    y-axis "hours" 0 --> 40\n    bar [1.23, 40]\n```',
    );
    expect(
      pieChart('What is held', [
        { label: 'ends', value: 3 },
        { label: 'none', value: 0 },
      ]),
    ).toBe('```mermaid\npie showData\n    title What is held\n    "ends" : 3\n```');
  });

  test('is none where there is nothing to draw', () => {
    expect(barChart('Waits', 'hours', [{ label: 'a', value: 0 }])).toBeUndefined();
    expect(pieChart('Held', [{ label: 'a', value: 0.001 }])).toBeUndefined();
  });

  test('keeps whatever somebody calls a system within its quotation marks', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'a"b',
        '`x`',
        '%%{init: {"theme": "dark"}}%%',
        '#quot;',
        '```',
        'a\nbar [1]',
        '---',
        '',
      ),
    );
    fc.assert(
      fc.property(nasty, (label) => {
        for (const chart of [
          barChart('T', 'h', [{ label, value: 1 }]),
          pieChart('T', [{ label, value: 1 }]),
        ]) {
          const lines = chart?.split('\n') ?? [];
          expect(lines).toHaveLength(lines[1]?.startsWith('pie') ? 5 : 7);
          expect(lines.slice(1, -1).join('\n')).not.toMatch(/[`%#{};\\<&]/);
          expect(chart).toMatch(/(?:x-axis \[| {4})"[^"\n]{1,24}"/u);
        }
      }),
    );
  });
});
