/** Where the forms are: by the address that the settings give, and in words for whoever holds the paper. */
import type { Line, Words } from '../model/runbook.ts';
import type { FormLink, RunbookFacts } from './facts.ts';

/** Where runbooks are written, from the root of the repository. */
export const runbooksFolder = 'docs/runbooks';
/** And workshop sheets. */
export const trainingFolder = 'docs/training';

/** From a page in that folder to the root of the repository on GitHub, where pages have `blob/<branch>` before them. */
const upToRepository = '../../../..';

/** The way to a form. Its address stands in the settings, so that the page is the same in every clone. */
export function formLink({ name, file }: FormLink, { workspace }: Pick<RunbookFacts, 'workspace'>): Words {
  const page = `issues/new?template=${file}`;
  const address = workspace.settings?.value.repository;
  return {
    text: name,
    relative: `${upToRepository}/${page}`,
    ...(address === undefined ? {} : { href: `${address}/${page}` }),
  };
}

/** "Fill in the form Access to Salaria", or what else to do where there is no such form. */
export const byForm = (form: FormLink | undefined, facts: RunbookFacts, otherwise: string): Line =>
  form ? ['the form ', formLink(form, facts)] : [otherwise];
