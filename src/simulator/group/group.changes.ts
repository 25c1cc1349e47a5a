import { listIn, textIn } from '../body.js';
import { given } from '../query.js';
import { badRequest } from '../refusals.js';
import { type Asked, patch, post, remove } from '../router.js';
import { groupRecord, readableGroup, sees } from './group.routes.js';
import type { Group, Groups } from './group.seed.js';

export const groupChanges = [
  post('/enterprise/{e}/devicegroup/', createGroup),
  patch('/enterprise/{e}/devicegroup/{group}/', changeGroup),
  remove('/enterprise/{e}/devicegroup/{group}/', deleteGroup),
];

/** Below the root. */
const LEVELS = 5;
const MOST_DEVICES = 1000;

function createGroup(asked: Asked) {
  const { world, rights, body } = asked;
  const name = textIn(body, 'name');
  const parent = parentIn(asked, world.groups.root.id);
  refuseDepth(world.groups, parent, 1);
  refuseTaken(world.groups, parent, name);
  const devices = devicesIn(asked, []);
  const group = world.groups.create(name, parent);
  for (const id of devices) world.fleet.moveDevice(id, group.id);
  return groupRecord(world, rights, group);
}

/** Esper: what is done to the group stands in the query; without an action it takes another name. */
function changeGroup(asked: Asked, id: string) {
  const { world, rights, query } = asked;
  const group = readableGroup(asked, id);
  const change = actions[given(query, 'action') ?? 'rename'];
  if (!change) throw badRequest('action', 'Must be one of add, remove, rename, move.');
  change(asked, group);
  return groupRecord(world, rights, group);
}

const actions: Readonly<Record<string, (asked: Asked, group: Group) => void>> = {
  rename({ world, body }, group) {
    const name = textIn(body, 'name', group.name);
    if (group.parent !== undefined) refuseTaken(world.groups, world.groups.at(group.parent), name, group);
    world.groups.rename(group, name);
  },
  move(asked, group) {
    const { groups } = asked.world;
    const name = textIn(asked.body, 'name');
    const parent = parentIn(asked);
    if (groups.withSubgroups(group.index).includes(parent.index))
      throw badRequest('parent', 'A group cannot be moved into itself or into one of its subgroups.');
    refuseDepth(groups, parent, 1 + groups.heightOf(group));
    refuseTaken(groups, parent, name, group);
    group.name = name;
    groups.move(group, parent);
  },
  add(asked, group) {
    for (const id of devicesIn(asked)) asked.world.fleet.moveDevice(id, group.id);
  },
  /** Esper: what is taken out of a group is in the one above then. Devices of other groups stay where they are. */
  remove(asked, group) {
    const { fleet, groups } = asked.world;
    const devices = devicesIn(asked);
    const above = parentOf(groups, group, 'Devices cannot be removed from the root group.');
    const members = new Set(fleet.members(group.index).map((number) => fleet.idOf(number)));
    for (const id of devices) if (members.has(id)) fleet.moveDevice(id, above.id);
  },
};

/** Esper: devices and groups in it move up. */
function deleteGroup(asked: Asked, id: string): void {
  const { fleet, groups, users } = asked.world;
  const group = readableGroup(asked, id);
  const above = parentOf(groups, group, 'The root group cannot be deleted.');
  for (const number of fleet.members(group.index)) fleet.moveDevice(fleet.idOf(number), above.id);
  for (const person of users.all) person.groups = person.groups.filter((index) => index !== group.index);
  groups.delete(group);
}

function parentIn({ world, rights, body }: Asked, byDefault?: string): Group {
  const id = textIn(body, 'parent', byDefault);
  const parent = world.groups.find(id);
  if (parent && sees(rights, parent)) return parent;
  throw badRequest('parent', `Invalid pk "${id}" - object does not exist.`);
}

/** Esper: at most a thousand at once; one that is not there refuses them all. */
function devicesIn({ world, rights, body }: Asked, byDefault?: string[]): string[] {
  const ids = listIn(body, 'device_ids', byDefault);
  if (ids.length > MOST_DEVICES)
    throw badRequest('device_ids', `Ensure this field has no more than ${MOST_DEVICES} elements.`);
  const lost = ids.find((id) => world.fleet.find(id, rights) === undefined);
  if (lost !== undefined) throw badRequest('device_ids', `Invalid pk "${lost}" - object does not exist.`);
  return ids;
}

function parentOf(groups: Groups, { parent }: Group, refusal: string): Group {
  if (parent === undefined) throw badRequest('non_field_errors', refusal);
  return groups.at(parent);
}

function refuseDepth(groups: Groups, parent: Group, levels: number): void {
  if (groups.levelOf(parent) + levels > LEVELS)
    throw badRequest('parent', `Groups can be nested ${LEVELS} levels deep at most.`);
}

/** Esper: the text speaks of the enterprise, from the days when names were unique in all of it. */
function refuseTaken(groups: Groups, parent: Group, name: string, self?: Group): void {
  const isTaken = parent.children.some((index) => groups.at(index) !== self && groups.at(index).name === name);
  if (isTaken) throw badRequest('non_field_errors', 'The fields name, enterprise must make a unique set.');
}
