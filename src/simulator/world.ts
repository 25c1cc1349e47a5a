import { type Catalogue, seedCatalogue } from './app/app.seed.js';
import { seedTenantApps, type TenantApp } from './app/tenant-app.seed.js';
import { type Blueprint, seedBlueprints } from './blueprint/blueprint.seed.js';
import { seedTags } from './device/tag.seed.js';
import { Commands } from './command/command.seed.js';
import type { TagRecord } from '../domains/device/tag.record.js';
import type { EnterpriseRecord } from '../domains/enterprise/enterprise.record.js';
import { seedEnterprise } from './enterprise/enterprise.seed.js';
import { Fleet } from './fleet.js';
import { Groups } from './group/group.seed.js';
import { Geofences } from './geofence/geofence.seed.js';
import { type Rights, rightsOfKeys } from './keys.js';
import { uuidOf } from './random.js';
import { Invites } from './user/invite.seed.js';
import { tenantClock } from './timestamps.js';
import { People } from './user/user.seed.js';

/** The simulated tenant: everything follows from the seed and the number of devices. */
export interface World {
  seed: number;
  enterpriseId: string;
  /** What URLs inside of answers begin with. Esper: it need not be where the answer came from. */
  api: string;
  enterprise: EnterpriseRecord;
  groups: Groups;
  tags: TagRecord[];
  fleet: Fleet;
  apps: Catalogue;
  tenantApps: TenantApp[];
  blueprints: Blueprint[];
  users: People;
  invites: Invites;
  commands: Commands;
  geofences: Geofences;
  rights: Map<string, Rights>;
}

/** `now` tells the time in it, in milliseconds since 1970. */
export function createWorld(seed: number, devices: number, now: () => number = tenantClock()): World {
  const groups = new Groups(seed, devices);
  const enterpriseId = uuidOf(seed, 'enterprise', 0);
  const fleet = new Fleet(seed, devices, groups);
  const [apps, tenantApps] = [seedCatalogue(seed), seedTenantApps(seed)];
  const world = {
    seed,
    enterpriseId,
    api: 'https://simulated-api.esper.cloud/api',
    enterprise: seedEnterprise(enterpriseId),
    groups,
    tags: seedTags(seed),
    fleet,
    apps,
    tenantApps,
    blueprints: seedBlueprints(seed, apps, tenantApps),
    users: new People(seed, groups, Math.min(devices, 50)),
    invites: new Invites(seed, enterpriseId, groups),
    commands: new Commands(seed, fleet, now),
    geofences: new Geofences(seed, fleet),
  };
  return { ...world, rights: rightsOfKeys(world) };
}
