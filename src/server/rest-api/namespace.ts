import { createHash } from 'node:crypto';

/** Begins the keys of one tenant in Redis, so that tenants do not meet there. */
export const namespaceOf = (baseUrl: string): string =>
  createHash('sha256').update(baseUrl).digest('base64url').slice(0, 12);
