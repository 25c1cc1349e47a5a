import { listIn, textIn, valueIn } from '../body.js';
import { badRequest } from '../refusals.js';
import type { World } from '../world.js';
import { seedRoles } from './role.seed.js';

/** A role with what it is limited to, as a body asks for it; refused when they do not go together. */
export function accessIn(world: World, body: unknown, roles: readonly string[]) {
  const role = textIn(body, 'role');
  if (!roles.includes(role)) throw badRequest('role', `"${role}" is not a valid choice.`);
  const isOwn = role === 'AuthZ Role User';
  const authzRoleId = isOwn ? textIn(body, 'authz_role_id') : null;
  if (isOwn && !seedRoles(world.seed).some(({ id }) => id === authzRoleId)) {
    throw badRequest('authz_role_id', 'There is no such role.');
  }
  const groups = listIn(body, 'groups', []).map((id) => {
    const group = world.groups.find(id);
    if (!group) throw badRequest('groups', `Invalid pk "${id}" - object does not exist.`);
    return group.index;
  });
  const seesAll = valueIn(body, 'has_all_group_access') === true;
  const isLimited = role.startsWith('Group ') || (isOwn && !seesAll);
  if (isLimited && groups.length === 0) throw badRequest('groups', 'This list may not be empty.');
  return { role, authzRoleId, groups, seesAllGroups: !isLimited };
}
