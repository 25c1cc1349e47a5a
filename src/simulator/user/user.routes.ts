import type { UserRecord } from '../../domains/user/user.record.js';
import { contentPage, page } from '../envelope.js';
import { flag, given } from '../query.js';
import { uuidOf } from '../random.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros, NOW, DAY } from '../timestamps.js';
import type { World } from '../world.js';
import type { Person } from './user.seed.js';

const needs = 'user management';

export const userRoutes = [
  get('/user_info/', readCaller),
  get('/user/', listUsers, { needs }),
  get('/user/{user}/', readUser, { needs }),
  get('/authn2/v1/users/', listAuthnUsers, { needs }),
  get('/authz2/v1/users/{authnUser}/groups', readUserGroups, { needs }),
];

/** Esper: tells a token of the user. */
type Secret = { token: string };

export function userRecord(world: World, person: Person): UserRecord & Secret {
  const { id, first, last } = person;
  return {
    id,
    username: person.email,
    email: person.email,
    first_name: first,
    last_name: last,
    full_name: `${first} ${last}`.trim(),
    is_active: true,
    is_staff: false,
    is_superuser: false,
    is_email_verified: person.authnId === null ? null : true,
    last_login: typeof person.lastLogin === 'number' ? micros(person.lastLogin) : person.lastLogin,
    has_emm: person === world.users.admin,
    emm: person === world.users.admin ? emm(id) : null,
    token: `SECRET-user-token-${id}`,
    profile: profile(world, person),
  };
}

function emm(user: number) {
  return {
    id: 7,
    user,
    account_identifier: 'sim',
    is_active: true,
    authentication_token: { id: 8, token: `SECRET-emm-token-${user}`, is_active: true, updated_on: micros(NOW) },
  };
}

function profile(world: World, person: Person): UserRecord['profile'] {
  const { groups, fleet } = world;
  return {
    id: person.id + 10_000,
    role: person.role,
    authz_role_id: person.authzRoleId,
    authn_user_id: person.authnId,
    authn_connection_id: person.authnId === null ? null : uuidOf(world.seed, 'connection', 0),
    enterprise: world.enterpriseId,
    enterprise_user_id: null,
    groups: person.groups.map((index) => {
      const { id, name, path } = groups.at(index);
      return { id, name, path, device_count: fleet.members(index).length };
    }),
    has_all_group_access: person.seesAllGroups,
    is_customer: true,
    is_developer: false,
    is_endpoint_creator: person === world.users.admin,
    can_factory_reset: person.canFactoryReset,
    created_on: micros(person.createdOn),
    updated_on: micros(person.createdOn + DAY),
  };
}

function readCaller({ world, rights }: Asked) {
  return userRecord(world, world.users.find(rights.userId)!);
}

/** Esper: robots are left out only by switches that are nowhere documented. */
function listUsers(asked: Asked) {
  const { world, query } = asked;
  const hideGoogle = flag(query, 'exclude_google_roles') === true;
  const hideDevices = flag(query, 'exclude_enterprise_device_role') === true;
  const withAuthn = flag(query, 'authn_user_id_null') === false;
  const found = world.users.all.filter(
    ({ role, authnId }) =>
      !(hideGoogle && role.startsWith('Google')) &&
      !(hideDevices && role === 'Enterprise Device') &&
      !(withAuthn && authnId === null),
  );
  const listed = page(asked, found, (person) => userRecord(world, person));
  // Esper: an empty text for "no page before" here, null elsewhere.
  return { ...listed, previous: listed.previous ?? '' };
}

function readUser({ world }: Asked, id: string) {
  const person = world.users.find(Number(id));
  if (!person) throw notFound();
  return userRecord(world, person);
}

/** Esper: the same people under other ids, without role and groups. */
function listAuthnUsers(asked: Asked) {
  const { world, query } = asked;
  const legacyId = given(query, 'legacy_user_id');
  const found = world.users.all.filter(
    ({ id, authnId }) => authnId !== null && (legacyId === undefined || String(id) === legacyId),
  );
  return contentPage(asked, found, ({ id, authnId, first, last, email, createdOn }) => ({
    user_id: authnId,
    legacy_user_id: id,
    email,
    name: `${first} ${last}`,
    connection_id: uuidOf(world.seed, 'connection', 0),
    tenant_id: world.enterpriseId,
    partner_id: null,
    created_at: micros(createdOn),
    updated_at: micros(createdOn),
  }));
}

function readUserGroups({ world: { users, groups }, query }: Asked, authnId: string) {
  const person = users.findByAuthnId(authnId);
  if (!person) throw notFound();
  const withSubgroups = flag(query, 'sub_groups') === true;
  const reached = withSubgroups ? person.groups.flatMap((group) => groups.withSubgroups(group)) : person.groups;
  return {
    group_ids: [...new Set(reached)].map((index) => groups.at(index).id),
    has_all_group_access: person.seesAllGroups,
  };
}
