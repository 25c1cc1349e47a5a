import type { Person } from './user/user.seed.js';
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
export const MANAGER_KEY = 'demo-manager';
export const VIEWER_KEY = 'demo-viewer';
export const EXPIRED_KEY = 'demo-expired';

type Tenant = Omit<World, 'rights'>;

/** What each key may see; a key that is not in the map is refused, `demo-expired` with them. */
export function rightsOfKeys(world: Tenant): Map<string, Rights> {
  const { admin, manager, viewer } = world.users;
  return new Map([
    [ADMIN_KEY, { key: ADMIN_KEY, userId: admin.id, groups: undefined, managesUsers: true, writes: true }],
    [MANAGER_KEY, within(world, manager, { key: MANAGER_KEY, managesUsers: false, writes: true })],
    [VIEWER_KEY, within(world, viewer, { key: VIEWER_KEY, managesUsers: false, writes: false })],
  ]);
}

/** The rights of somebody who sees some groups, with all that is below them at the time. */
function within({ groups }: Tenant, person: Person, rights: Omit<Rights, 'userId' | 'groups'>): Rights {
  let known: { of: readonly number[]; turn: number; seen: ReadonlySet<number> } | undefined;
  return {
    ...rights,
    userId: person.id,
    get groups() {
      if (known?.of !== person.groups || known.turn !== groups.turn) {
        const seen = new Set(person.groups.flatMap((group) => groups.withSubgroups(group)));
        known = { of: person.groups, turn: groups.turn, seen };
      }
      return known.seen;
    },
  };
}
