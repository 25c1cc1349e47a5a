import type { GroupRecord } from '../../domains/group/group.record.js';
import { page } from '../envelope.js';
import type { Rights } from '../keys.js';
import { flag, given, holds, list } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros } from '../timestamps.js';
import type { World } from '../world.js';
import type { Group } from './group.seed.js';

export const groupRoutes = [
  get('/enterprise/{e}/devicegroup/', listGroups),
  get('/enterprise/{e}/devicegroup/{group}/', readGroup),
  get('/v2/subgroups', readSubgroups),
];

export const sees = ({ groups }: Rights, { index }: Group): boolean => !groups || groups.has(index);

export function groupRecord({ api, enterpriseId, groups, fleet }: World, rights: Rights, group: Group): GroupRecord {
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  return {
    id: group.id,
    name: group.name,
    ...(group.description !== undefined && { description: group.description }),
    path: group.path,
    // Esper: the root has no such key, and a key that may see the child may not see the parent.
    ...(group.parent !== undefined && { parent: `${enterprise}devicegroup/${groups.at(group.parent).id}/` }),
    enterprise,
    device_count: fleet.members(group.index).length,
    children_count: group.children.filter((child) => sees(rights, groups.at(child))).length,
    thumbnail: null,
    blueprint: group.blueprint,
    created_on: micros(group.createdOn),
    updated_on: micros(group.updatedOn),
  };
}

function listGroups(asked: Asked) {
  const { world, rights, query } = asked;
  const name = given(query, 'name');
  const parent = given(query, 'parent');
  // Esper: nothing says that names are compared whole.
  const asksFor = (group: Group): boolean =>
    (name === undefined || holds(group.name, name)) &&
    (parent === undefined || (group.parent !== undefined && world.groups.at(group.parent).id === parent));
  const found = world.groups.all.filter((group) => sees(rights, group) && asksFor(group));
  return page(asked, found, (group) => groupRecord(world, rights, group));
}

/** The group of that id, if the key may see it. */
export function readableGroup({ world, rights }: Asked, id: string): Group {
  const group = world.groups.find(id);
  if (!group || !sees(rights, group)) throw notFound();
  return group;
}

function readGroup(asked: Asked, id: string) {
  return groupRecord(asked.world, asked.rights, readableGroup(asked, id));
}

/** Esper: ids and nothing else; without `immediate` of all levels below. */
function readSubgroups({ world, rights, query }: Asked) {
  const parents = list(query, 'parent_group_ids');
  if (!parents) throw badRequest('parent_group_ids', 'This field is required.');
  const isImmediate = flag(query, 'immediate') ?? false;
  const below = parents.flatMap((id) => {
    const group = world.groups.find(id);
    if (!group) return [];
    return isImmediate ? group.children : world.groups.withSubgroups(group.index).slice(1);
  });
  const seen = [...new Set(below)].map((index) => world.groups.at(index)).filter((group) => sees(rights, group));
  return { content: { subgroups: seen.map(({ id }) => id) } };
}
