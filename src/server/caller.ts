import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { Caller } from '../upstream/send.js';

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Who sent a request: the bearer of a key, or, outside production and from this machine, the gateway's own key. */
export function callerOf(request: FastifyRequest, config: Config): Caller | null {
  const [, sent] = /^Bearer +([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const mayBorrow = !request.headers.authorization && config.NODE_ENV !== 'production' && loopback.test(request.ip);
  const key = sent ?? (mayBorrow ? config.ESPER_API_KEY : null);
  if (!key) return null;
  const identity = createHmac('sha256', config.identitySecret).update(`${config.baseUrl}\n${key}`).digest('base64url');
  return { identity, authorization: `Bearer ${key}` };
}
