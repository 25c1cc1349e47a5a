import type { EnterpriseRecord, TokenInfoRecord } from '../../domains/enterprise/enterprise.record.js';
import { uuidOf } from '../random.js';
import { type Asked, get } from '../router.js';
import { DAY, micros, NOW } from '../timestamps.js';

export const enterpriseRoutes = [get('/v1/enterprise/{e}/', readEnterprise), get('/v1/token-info/', readTokenInfo)];

function readEnterprise({ world }: Asked): EnterpriseRecord {
  return {
    id: world.enterpriseId,
    name: 'Simulated Stores',
    short_code: 'SIM',
    registered_name: 'Simulated Stores Ltd.',
    registered_address: '1 Example Street',
    location: 'Berlin',
    zipcode: '10115',
    contact_person: 'Ada Admin',
    contact_number: null,
    contact_email: 'ada.admin@example.com',
    emm: { google_enterprise_id: 'LC00sim0' },
    created_on: micros(NOW - 1000 * DAY),
    updated_on: micros(NOW - 10 * DAY),
  };
}

/** Esper: tells the key itself to whoever holds it. */
function readTokenInfo({ world, rights }: Asked): TokenInfoRecord & { token: string } {
  return {
    id: String(4000 + rights.userId),
    enterprise: world.enterpriseId,
    user: String(rights.userId),
    developer_app: uuidOf(world.seed, 'developer-app', rights.userId),
    token: `SECRET-token-info-${rights.key}`,
    expires_on: micros(NOW + 700 * DAY),
    scope: ['read', 'write', 'update', 'introspection', 'register'],
    created_on: micros(NOW - 300 * DAY),
    updated_on: micros(NOW - 300 * DAY),
  };
}
