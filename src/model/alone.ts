/** Whether one person is all that there is: then nobody could be the second, and the evidence says so. */
import { matchEnded } from './approval-match.ts';
import type { Workspace } from './workspace.ts';

/**
 * The one person who works here, where the settings say `secondPerson: where-there-is-one`; `undefined` in every doubt.
 * Whoever is entered as active counts as a second person: without an account, before the first day and after the last
 * one too, so that no passing of time ever takes the second person away. So does whoever cannot be read. And where
 * somebody may end others by their own leave, nobody is ever alone: they could have made it so.
 */
export function aloneIn({ settings, approvals, people, problems }: Workspace): string | undefined {
  if (settings?.value.secondPerson !== 'where-there-is-one' || settings.flawed) return undefined;
  if (!approvals || approvals.flawed || matchEnded(approvals.value)) return undefined;
  const everybody = people.all();
  if (everybody.length !== people.ids.length || everybody.some(({ flawed }) => flawed)) return undefined;
  if (problems.some(({ path, meant = '' }) => isAboutPeople(path) || isAboutPeople(meant))) return undefined;
  const active = everybody.filter(({ value }) => value.active && value.employmentType !== 'service');
  const [only, ...others] = active;
  return only && others.length === 0 ? only.id : undefined;
}

const isAboutPeople = (path: string): boolean => path.startsWith('policies/people');
