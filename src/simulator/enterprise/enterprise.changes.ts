import type { EnterpriseRecord } from '../../domains/enterprise/enterprise.record.js';
import { valueIn } from '../body.js';
import { badRequest } from '../refusals.js';
import { type Asked, patch } from '../router.js';
import { micros } from '../timestamps.js';

export const enterpriseChanges = [patch('/v1/enterprise/{e}/', updateEnterprise, { needs: 'user management' })];

/** Characters that each text may have. Esper: all else that is sent is ignored, the short code included. */
const texts = {
  name: 255,
  registered_name: 255,
  registered_address: 255,
  location: 255,
  zipcode: 8,
  contact_person: 255,
  contact_number: 20,
  contact_email: 254,
} as const;
const mayBeNull = ['contact_person', 'contact_number'];

function textAt(body: unknown, key: string, most: number): string | null {
  const value = valueIn(body, key);
  if (value === null && mayBeNull.includes(key)) return null;
  if (value === null) throw badRequest(key, 'This field may not be null.');
  if (typeof value !== 'string') throw badRequest(key, 'Not a valid string.');
  if (value.trim() === '') throw badRequest(key, 'This field may not be blank.');
  if ([...value].length > most) throw badRequest(key, `Ensure this field has no more than ${most} characters.`);
  if (key === 'contact_email' && !/^\S+@\S+\.\S+$/.test(value)) throw badRequest(key, 'Enter a valid email address.');
  return value;
}

function updateEnterprise({ world, body }: Asked): EnterpriseRecord {
  const changes = Object.entries(texts).flatMap(([key, most]) =>
    valueIn(body, key) === undefined ? [] : [[key, textAt(body, key, most)] as const],
  );
  const toggle = valueIn(body, 'wifi_lte_toggle_flag');
  // Esper: a setting of tenants that have data saver mode, which this one has not.
  if (toggle !== undefined) throw badRequest('wifi_lte_toggle_flag', 'Data saver mode is not enabled.');
  return Object.assign(world.enterprise, Object.fromEntries(changes), { updated_on: micros(world.commands.now()) });
}
