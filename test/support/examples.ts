import type { GrantChange } from '../../src/model/change.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { RuleExample } from '../../src/model/rule.ts';
import { judge } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from './workspace.ts';

/** Judges an example: as a tree, or as the change that adds its `changes`. */
export function judgeExample(
  files: Readonly<Record<string, string | null>>,
  example: RuleExample,
  day: string,
): Diagnostic[] {
  const workspace = workspaceOf(files);
  const touched = example.changes;
  const grants = (touched ?? []).flatMap((path): GrantChange[] => {
    const after = workspace.grants.get(path);
    return after ? [{ kind: 'added', path, after }] : [];
  });
  const otherPaths = (touched ?? []).filter((path) => !path.startsWith('access-grants/'));
  return judge(
    workspace,
    {
      now: noon(example.today ?? day),
      ...(example.heldSince === undefined
        ? {}
        : { heldSince: new Map((touched ?? []).map((path) => [path, noon(example.heldSince ?? day)])) }),
      ...(example.openedBy === undefined ? {} : { openedBy: example.openedBy }),
    },
    {
      grants: workspace.grants.values(),
      problems: workspace.problems,
      policy: true,
      ...(touched ? { touched: new Set(touched), change: { grants, otherPaths } } : {}),
    },
  );
}
