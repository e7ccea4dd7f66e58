/** What a change of the policies of the example company would do, as `grantbook impact` says it, without a disk. */
import pico from 'picocolors';
import { impactOf } from '../../src/commands/impact.ts';
import { renderImpactText } from '../../src/render/impact-text.ts';
import { exampleCompany, exampleDay } from '../../src/rules/example-company.ts';
import { noon, workspaceOf } from './workspace.ts';

export type Files = Readonly<Record<string, string | null>>;

/** The files of the head lie over those of the base. */
export function impactBetween(baseFiles: Files, headFiles: Files) {
  const base = workspaceOf({ ...exampleCompany, ...baseFiles });
  const head = workspaceOf({ ...exampleCompany, ...baseFiles, ...headFiles });
  const found = impactOf({ base, head }, { now: noon(exampleDay), timeZone: 'Europe/Lisbon' });
  return { found, text: renderImpactText(found, { base, head }, pico.createColors(false)) };
}

/** A file of the example company with something replaced in it. */
export function edited(path: string, from: string, to: string): Files {
  const text = exampleCompany[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { [path]: text.replace(from, to) };
}
