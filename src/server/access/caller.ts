import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import type { Caller } from '../../upstream/send.js';
import type { Tenant } from '../rest-api/tenants.js';

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
/** A web page may give a name of its own an address of this machine, and its browser is on this machine: names count too. */
const loopbackName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** What a proxy on this machine adds to a request that came from another. */
const relayed = /^(forwarded|x-forwarded-.+|via)$/;

/** Whether a page of this machine sent it, or no page at all. */
const fromHere = (origin: string | undefined) =>
  origin === undefined || (URL.canParse(origin) && loopbackName.test(new URL(origin).host));

const isLocal = ({ ip, headers }: FastifyRequest) =>
  loopback.test(ip) &&
  loopbackName.test(headers.host ?? '') &&
  fromHere(headers.origin) &&
  // A page that only wants something loaded, such as a picture, sends no origin with that.
  headers['sec-fetch-site'] !== 'cross-site' &&
  !Object.keys(headers).some((name) => relayed.test(name));

/** What a request shows of who sends it: a key, or a token. */
export const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer +([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1];

/** A name for whoever is known by these, from which nobody can tell what they are. */
export const nameOf = ({ identitySecret }: Pick<Config, 'identitySecret'>, ...parts: string[]): string =>
  createHmac('sha256', identitySecret).update(parts.join('\n')).digest('base64url');

/** Whoever has this key for the REST API of a tenant. */
export const callerBy = (
  key: string,
  config: Pick<Config, 'identitySecret'>,
  { baseUrl }: Pick<Tenant, 'baseUrl'>,
): Caller => ({ identity: nameOf(config, baseUrl, key), authorization: `Bearer ${key}` });

/** Who sent a request: the bearer of a key, or, outside production and from this machine, the gateway's own key. */
export function callerOf(
  request: FastifyRequest,
  config: Pick<Config, 'NODE_ENV' | 'identitySecret'>,
  tenant: Pick<Tenant, 'baseUrl' | 'ownKey'>,
): Caller | null {
  const mayBorrow = !request.headers.authorization && config.NODE_ENV !== 'production' && isLocal(request);
  const key = bearerOf(request) ?? (mayBorrow ? tenant.ownKey : null);
  return key ? callerBy(key, config, tenant) : null;
}
