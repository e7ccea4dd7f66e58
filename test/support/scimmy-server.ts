/** A SCIM server that others wrote (scimmy), with users and groups in memory. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

export interface StoredUser {
  id: string;
  userName: string;
  active?: boolean;
  externalId?: string;
  emails?: { value: string; primary?: boolean }[];
}

export interface StoredGroup {
  id: string;
  displayName: string;
  members: { value: string; display?: string; type?: 'User' | 'Group' }[];
}

export interface ScimmyServer {
  readonly url: string;
  readonly users: Map<string, StoredUser>;
  readonly groups: Map<string, StoredGroup>;
  readonly quirks: { ignoresFilters: boolean };
  close(): Promise<void>;
}

export const scimmyToken = 'a-token-of-scimmy-0123456789';

interface Asked {
  readonly id?: string;
  readonly filter?: { match(values: unknown[]): unknown[] };
}

/** What is asked of one of them, or of all; scimmy itself makes pages. */
const reading =
  <T>(all: ReadonlyMap<string, T>, quirks: ScimmyServer['quirks']) =>
  ({ id, filter }: Asked): T | T[] => {
    if (id === undefined) {
      const list = [...all.values()];
      return filter && !quirks.ignoresFilters ? (filter.match(list) as T[]) : list;
    }
    const one = all.get(id);
    if (one === undefined) throw new SCIMMY.Types.Error(404, '', `there is no ${id}`);
    return one;
  };

/** scimmy keeps what it was told of resources for the whole process, so there is one such server in a test file. */
export async function startScimmy(): Promise<ScimmyServer> {
  const users = new Map<string, StoredUser>();
  const groups = new Map<string, StoredGroup>();
  const quirks = { ignoresFilters: false };
  SCIMMY.Resources.declare(SCIMMY.Resources.User, {
    egress: (resource: Asked) => structuredClone(reading(users, quirks)(resource)) as never,
    ingress: () => {
      throw new SCIMMY.Types.Error(403, '', 'users are not for you');
    },
    degress: () => {
      throw new SCIMMY.Types.Error(403, '', 'users are not for you');
    },
  });
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
    egress: (resource: Asked) => structuredClone(reading(groups, quirks)(resource)) as never,
    ingress: (resource: { id?: string }, instance: unknown) => {
      const { displayName, members = [] } = instance as StoredGroup;
      const id = resource.id ?? '';
      const stored: StoredGroup = { id, displayName, members: [...members] };
      groups.set(id, stored);
      return structuredClone(stored) as never;
    },
    degress: () => undefined,
  });
  const app = express();
  app.use(
    '/scim/v2',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request) => {
        if (request.header('authorization') !== `Bearer ${scimmyToken}`) throw new Error('no valid token');
        return 'grantbook';
      },
    }) as never,
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`,
    users,
    groups,
    quirks,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
