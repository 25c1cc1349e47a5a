import type { EnterpriseRecord, TokenInfoRecord } from '../../domains/enterprise/enterprise.record.js';
import { uuidOf } from '../random.js';
import { type Asked, get } from '../router.js';
import { DAY, micros, NOW } from '../timestamps.js';

export const enterpriseRoutes = [get('/v1/enterprise/{e}/', readEnterprise), get('/v1/token-info/', readTokenInfo)];

function readEnterprise({ world }: Asked): EnterpriseRecord {
  return world.enterprise;
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
