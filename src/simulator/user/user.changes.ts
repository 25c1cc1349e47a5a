import { textIn, valueIn } from '../body.js';
import { forbidden, notFound } from '../refusals.js';
import { type Asked, put, remove } from '../router.js';
import { accessIn } from './access.js';
import { userRecord } from './user.routes.js';
import type { Person } from './user.seed.js';

const needs = 'user management';

export const userChanges = [
  put('/authz2/v1/users/{authnUser}', updateUser, { needs }),
  put('/authn2/v0/user/{authnUser}', updateOwnUser, { needs: 'nothing' }),
  remove('/authn2/v0/tenant/{e}/user/{authnUser}/', removeUser, { needs }),
];

const ROLES = ['Enterprise Admin', 'Enterprise User', 'Viewer', 'Group Admin', 'Group Viewer', 'AuthZ Role User'];

function personOf({ world }: Asked, authnId: string): Person {
  const person = world.users.findByAuthnId(authnId);
  if (!person) throw notFound();
  return person;
}

function updateUser(asked: Asked, authnId: string) {
  const { world, body } = asked;
  const person = personOf(asked, authnId);
  Object.assign(person, accessIn(world, body, ROLES));
  const reset = valueIn(body, 'can_factory_reset');
  if (typeof reset === 'boolean') person.canFactoryReset = reset;
  return userRecord(world, person);
}

/** Esper: its name is all that users may change of themselves. */
function updateOwnUser(asked: Asked, authnId: string) {
  const { world, rights, body } = asked;
  const person = personOf(asked, authnId);
  if (person.id !== rights.userId) throw forbidden();
  person.first = textIn(body, 'first_name');
  return userRecord(world, person);
}

/** Esper: the keys of a user die with the user. */
function removeUser(asked: Asked, authnId: string): void {
  const { world } = asked;
  const person = personOf(asked, authnId);
  world.users.remove(person);
  for (const [key, { userId }] of world.rights) if (userId === person.id) world.rights.delete(key);
}
