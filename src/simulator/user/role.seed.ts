import type { RoleRecord, RoleScopeRecord } from '../../domains/user/role.record.js';
import { uuidOf } from '../random.js';

export const STORE_MANAGER_ROLE = 0;

const ROLES: [name: string, description: string, scopes: string[]][] = [
  ['Store manager', 'Sees and restarts the devices of a store', ['read:device', 'update:command', 'read:group']],
  ['App publisher', 'Uploads and approves apps', ['read:app', 'read:esper_apps']],
  ['Auditor', '', []],
];

export const roleId = (seed: number, index: number): string => uuidOf(seed, 'role', index);

/** Esper: the built-in roles have no row. */
export function seedRoles(seed: number): RoleRecord[] {
  return ROLES.map(([name, description], index) => ({
    id: roleId(seed, index),
    name,
    description,
    role_type: 2,
    organization_type: 1,
  }));
}

export function seedScopes(seed: number, index: number): RoleScopeRecord[] {
  return (ROLES[index]?.[2] ?? []).map((name) => ({
    id: uuidOf(seed, `scope ${name}`, 0),
    name,
    description: `May ${name.replace(':', ' ')}`,
    scope_type: 1,
    organization_type: 1,
  }));
}
