import type { RoleScopeRecord } from '../../domains/user/role.record.js';
import { askedPage } from '../envelope.js';
import { given, holds } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { seedRoles, seedScopes } from './role.seed.js';

const needs = 'user management';

export const roleRoutes = [
  get('/authz2/v1/roles/', listRoles, { needs }),
  get('/authz2/v1/roles/{role}', readRole, { needs }),
  get('/authz2/v1/roles/{role}/scopes', readScopes, { needs }),
];

/** Esper: an envelope of its own, without `next`. */
function listRoles({ world, query }: Asked) {
  const name = given(query, 'name');
  const roles = seedRoles(world.seed).filter((role) => name === undefined || holds(role.name, name));
  const { limit, offset } = askedPage(query, { byDefault: 20 });
  return { count: roles.length, roles: roles.slice(offset, offset + limit) };
}

function readRole({ world }: Asked, id: string) {
  const role = seedRoles(world.seed).find((one) => one.id === id);
  if (!role) throw notFound();
  return role;
}

/** Esper: a bare list. */
function readScopes({ world }: Asked, id: string): RoleScopeRecord[] {
  const index = seedRoles(world.seed).findIndex((one) => one.id === id);
  if (index < 0) throw notFound();
  return seedScopes(world.seed, index);
}
