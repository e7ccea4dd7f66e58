/** A first system for whoever has no list of them yet: three roles, to be changed into what the system really has. */
import type { RoleMatrixFile } from '../model/matrix.ts';
import type { System } from '../model/system.ts';

/** How long access lasts at most before somebody looks at it again. */
export const reviewEvery = '90d';

export const firstSystem = (name: string, owners: readonly string[]): System => ({
  version: 1,
  name,
  description: `What ${name} is for, in a sentence that a new colleague understands.`,
  owners: [...owners],
  dataClassification: 'internal',
  permissions: {
    'content.read': 'Read everything',
    'content.edit': 'Write and change',
    'settings.manage': 'Change settings and accounts',
  },
  roles: {
    viewer: {
      title: 'Viewer',
      description: 'Reads everything, changes nothing.',
      permissions: ['content.read'],
      risk: 'low',
    },
    editor: {
      title: 'Editor',
      description: 'Reads everything, writes and changes.',
      permissions: ['content.read', 'content.edit'],
      risk: 'medium',
    },
    admin: {
      title: 'Administrator',
      description: 'Changes settings and accounts.',
      permissions: ['content.read', 'content.edit', 'settings.manage'],
      risk: 'high',
      privileged: true,
    },
  },
  accessReview: { every: reviewEvery, reviewers: ['system-owner'] },
});

/** What each job function may ask for there. */
export const firstMatrix = (
  systems: readonly string[],
  jobFunctions: { readonly head: string; readonly others: string },
): RoleMatrixFile['matrix'] => {
  const cells = (roles: RoleMatrixFile['matrix'][string][string]) =>
    Object.fromEntries(systems.map((system) => [system, roles]));
  const everybody = { viewer: 'standing', editor: { maxDuration: '180d' } } as const;
  return {
    [jobFunctions.head]: cells({ ...everybody, admin: { maxDuration: '30d' } }),
    [jobFunctions.others]: cells({ ...everybody }),
  };
};
