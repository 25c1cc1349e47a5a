import type { World } from './world.js';

/** What a key may see and do: it has the powers of the user who made it. */
export interface Rights {
  key: string;
  /** The user the key belongs to. */
  userId: number;
  /** Indexes of the groups it sees; undefined sees all, and the devices that are in no group. */
  groups: ReadonlySet<number> | undefined;
  managesUsers: boolean;
  /** Whether it may change anything. */
  writes: boolean;
}

export const ADMIN_KEY = 'demo-admin';
export const VIEWER_KEY = 'demo-viewer';
export const EXPIRED_KEY = 'demo-expired';

/** What each key may see; a key that is not in the map is refused, `demo-expired` with them. */
export function rightsOfKeys(world: Omit<World, 'rights'>): Map<string, Rights> {
  const { admin, viewer } = world.users;
  const seen = new Set(viewer.groups.flatMap((group) => world.groups.withSubgroups(group)));
  return new Map([
    [ADMIN_KEY, { key: ADMIN_KEY, userId: admin.id, groups: undefined, managesUsers: true, writes: true }],
    [VIEWER_KEY, { key: VIEWER_KEY, userId: viewer.id, groups: seen, managesUsers: false, writes: false }],
  ]);
}
