import { textIn } from '../body.js';
import { badRequest } from '../refusals.js';
import { type Asked, post } from '../router.js';
import type { World } from '../world.js';
import { groupRecord, sees } from './group.routes.js';
import type { Group } from './group.seed.js';

export const groupChanges = [post('/enterprise/{e}/devicegroup/', createGroup)];

/** Below the root. */
const LEVELS = 5;

function createGroup({ world, rights, body }: Asked) {
  const name = textIn(body, 'name');
  const above = textIn(body, 'parent', world.groups.root.id);
  const parent = world.groups.find(above);
  if (!parent || !sees(rights, parent)) throw badRequest('parent', `Invalid pk "${above}" - object does not exist.`);
  if (levelOf(world, parent) >= LEVELS)
    throw badRequest('parent', `Groups can be nested ${LEVELS} levels deep at most.`);
  refuseTaken(world, parent, name);
  return groupRecord(world, rights, world.groups.create(name, parent));
}

function levelOf({ groups }: World, group: Group): number {
  return group.parent === undefined ? 0 : 1 + levelOf({ groups } as World, groups.at(group.parent));
}

/** Esper: the text speaks of the enterprise, from the days when names were unique in all of it. */
function refuseTaken({ groups }: World, parent: Group, name: string): void {
  const isTaken = parent.children.some((index) => groups.at(index).name === name);
  if (isTaken) throw badRequest('non_field_errors', 'The fields name, enterprise must make a unique set.');
}
