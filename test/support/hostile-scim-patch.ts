/** How servers understand a change of members, rightly and wrongly. */
import type { Habits, HostileGroup } from './hostile-scim.ts';

type Members = HostileGroup['members'];
interface Operation {
  readonly op?: string;
  readonly path?: string;
  readonly value?: Members;
}

/** All operations or none of them, but for a server that forgets the rest. */
export function patched(
  members: Members,
  operations: readonly unknown[],
  { patch }: Habits,
): { readonly members: Members } | { readonly refused: string } {
  let now = [...members];
  for (const { op, path = '', value = [] } of operations as readonly Operation[]) {
    const ids = new Set(value.map((member) => member.value));
    const [, filtered] = /^members\[value eq "(.*)"\]$/.exec(path) ?? [];
    if (op === 'add' && path === 'members') now = [...now.filter((one) => !ids.has(one.value)), ...value];
    else if (op === 'remove' && filtered !== undefined && patch === undefined) {
      if (!now.some((one) => one.value === filtered)) return { refused: 'noTarget' };
      now = now.filter((one) => one.value !== filtered);
    } else if (op === 'remove' && path === 'members' && patch === 'by value')
      now = now.filter((one) => !ids.has(one.value));
    else if (op === 'remove' && path === 'members') now = [];
    else return { refused: 'invalidPath' };
    if (patch === 'wipes and forgets' && now.length === 0) break;
  }
  return { members: now };
}
