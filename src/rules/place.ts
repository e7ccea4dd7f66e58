/** Gives findings their places. It is done last, since each place costs a look into its file. */
import { type Diagnostic, type Finding, type Range, wholeFile } from '../model/diagnostic.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

/** A diagnostic before its place and its help are known. */
export type Judged = Omit<Diagnostic, keyof Range | 'related' | 'help'> & { readonly finding: Finding };

/**
 * So many findings of one rule, and of one level, are shown of one file: whoever repairs these knows what to do about
 * the others, and a file that is made of mistakes must not cost more, or crowd out what is wrong elsewhere.
 */
const mostAlike = 20;
/** Nobody looks at more places to understand one finding. */
const mostRelated = 20;

/** Diagnostics with their places, file by file. What is too much of the same is counted, at the level that it has. */
export function placed(judged: readonly Judged[], workspace: Workspace): Diagnostic[] {
  const files = fileIndex(workspace);
  const rangeOf = ({ path, pointer, atKey, range }: Omit<Finding, 'message' | 'related'>): Range =>
    range ?? files.get(path)?.locate(pointer ?? [], atKey) ?? wholeFile;
  // Each file is looked into once, and not again for every rule.
  return withoutRest(judged)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ finding, path, ...told }) => ({
      ...told,
      path,
      ...helpOf(finding),
      ...rangeOf(finding),
      related: (finding.related ?? [])
        .slice(0, mostRelated)
        .map((place) => ({ path: place.path, message: place.message, ...rangeOf(place) })),
    }));
}

/** The first findings of each kind in a file, and one more that counts the rest, where the first of them stands. */
function withoutRest(judged: readonly Judged[]): Judged[] {
  const kindOf = ({ rule, path, severity, notCausedByChange }: Judged) =>
    `${rule} ${severity} ${notCausedByChange} ${path}`;
  const amounts = new Map<string, number>();
  for (const each of judged) amounts.set(kindOf(each), (amounts.get(kindOf(each)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return judged.flatMap((each) => {
    const kind = kindOf(each);
    const [number, amount] = [(seen.get(kind) ?? 0) + 1, amounts.get(kind) ?? 0];
    seen.set(kind, number);
    // One more than fits is shown as it is: to count it would take the same room.
    if (number <= mostAlike || (number === mostAlike + 1 && amount === number)) return [each];
    return number === mostAlike + 1 ? [forTheRest(each, amount - mostAlike)] : [];
  });
}

const helpOf = ({ help }: Finding): Pick<Diagnostic, 'help'> =>
  help === undefined ? {} : { help: typeof help === 'string' ? help : help() };

function forTheRest({ exception: _, finding, ...told }: Judged, rest: number): Judged {
  const { related: __, ...where } = finding;
  return {
    ...told,
    message: `and ${rest.toLocaleString('en')} more of the same in this file`,
    finding: { ...where, help: 'repair those that are shown first' },
  };
}

const fileIndexes = new WeakMap<Workspace, ReadonlyMap<string, Sourced<unknown>>>();

/** Every file that was read, by path, so that a finding can be placed in any of them. */
function fileIndex(workspace: Workspace): ReadonlyMap<string, Sourced<unknown>> {
  const known = fileIndexes.get(workspace);
  if (known) return known;
  const {
    settings,
    people,
    systems,
    bundles,
    exceptions,
    runbooks,
    policyTests,
    matrix,
    separationOfDuties,
    approvals,
    grants,
  } = workspace;
  const catalogues = [people, systems, bundles, exceptions, runbooks, policyTests].flatMap(
    (catalogue): readonly Sourced<unknown>[] => catalogue.all(),
  );
  const singles = [settings, separationOfDuties, approvals].filter((file) => file !== undefined);
  const index = new Map<string, Sourced<unknown>>(
    [...catalogues, ...matrix, ...singles, ...grants.values()].map((file) => [file.path, file]),
  );
  fileIndexes.set(workspace, index);
  return index;
}
