import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { Caller } from '../upstream/send.js';

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
  !Object.keys(headers).some((name) => relayed.test(name));

/** What it takes to know a caller by a key. */
type Known = Pick<Config, 'NODE_ENV' | 'identitySecret' | 'baseUrl' | 'ESPER_API_KEY'>;

/** Who sent a request: the bearer of a key, or, outside production and from this machine, the gateway's own key. */
export function callerOf(request: FastifyRequest, config: Known): Caller | null {
  const [, sent] = /^Bearer +([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const mayBorrow = !request.headers.authorization && config.NODE_ENV !== 'production' && isLocal(request);
  const key = sent ?? (mayBorrow ? config.ESPER_API_KEY : null);
  if (!key) return null;
  const identity = createHmac('sha256', config.identitySecret).update(`${config.baseUrl}\n${key}`).digest('base64url');
  return { identity, authorization: `Bearer ${key}` };
}
