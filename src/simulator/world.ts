import { type Catalogue, seedCatalogue } from './app/app.seed.js';
import { seedTenantApps, type TenantApp } from './app/tenant-app.seed.js';
import { seedTags } from './device/tag.seed.js';
import type { TagRecord } from '../domains/device/tag.record.js';
import { Fleet } from './fleet.js';
import { Groups } from './group/group.seed.js';
import { type Rights, rightsOfKeys } from './keys.js';
import { uuidOf } from './random.js';
import { Invites } from './user/invite.seed.js';
import { People } from './user/user.seed.js';

/** The simulated tenant: everything follows from the seed and the number of devices. */
export interface World {
  seed: number;
  enterpriseId: string;
  /** What URLs inside of answers begin with. Esper: it need not be where the answer came from. */
  api: string;
  groups: Groups;
  tags: TagRecord[];
  fleet: Fleet;
  apps: Catalogue;
  tenantApps: TenantApp[];
  users: People;
  invites: Invites;
  rights: Map<string, Rights>;
}

export function createWorld(seed: number, devices: number): World {
  const groups = new Groups(seed, devices);
  const enterpriseId = uuidOf(seed, 'enterprise', 0);
  const world = {
    seed,
    enterpriseId,
    api: 'https://simulated-api.esper.cloud/api',
    groups,
    tags: seedTags(seed),
    fleet: new Fleet(seed, devices, groups),
    apps: seedCatalogue(seed),
    tenantApps: seedTenantApps(seed),
    users: new People(seed, groups, Math.min(devices, 50)),
    invites: new Invites(seed, enterpriseId, groups),
  };
  return { ...world, rights: rightsOfKeys(world) };
}
