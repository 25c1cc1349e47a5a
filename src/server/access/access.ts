import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { coded, formatError } from '../../graphql/errors.js';
import type { Caller } from '../../upstream/send.js';
import { withStatus } from '../http/with-status.js';
import type { Tenant, Tenants } from '../rest-api/tenants.js';
import { bearerOf, callerBy, callerOf, nameOf } from './caller.js';
import type { Expiring } from './expiry.js';
import { tokenVerifier } from './verify-token.js';

/** Who asks, for which tenant, and what that allows. */
export interface Access extends Expiring {
  readonly tenant: Tenant;
  /** Whose key goes upstream; null when there is none. Callers by token share the gateway's, and so what is kept for it. */
  readonly caller: Caller | null;
  /** Keyed hash of who asks: keeps apart what one may not have of another's, though they share a key. Empty for nobody. */
  readonly client: string;
  readonly mayWrite: boolean;
}

const forbidden = (message: string) => withStatus(403, coded('FORBIDDEN', message));

/** Finds out who asks, before anything else is done for a request. Throws what is then answered. */
export function accessFinder(
  config: Config,
  tenants: Tenants,
  log: Logger,
): (request: FastifyRequest) => Access | Promise<Access> {
  if (config.AUTH_MODE === 'passthrough') {
    return lastOfConnection((request, tenant) => {
      const caller = callerOf(request, config, tenant);
      return { tenant, caller, client: caller?.identity ?? '', mayWrite: true, expiresAt: null };
    }, tenants);
  }

  const verify = tokenVerifier(config, log);
  return async (request) => {
    const tenant = tenants.of(request);
    const token = bearerOf(request);
    if (!token) {
      const message = 'No token was sent. Send "Authorization: Bearer <token>" with a token of your sign-in.';
      throw withStatus({ status: 401, wwwAuthenticate: 'Bearer' }, coded('UNAUTHENTICATED', message));
    }
    const { subject, mayRead, mayWrite, tenants: allowed, expiresAt } = await verify(token);
    const isAllowed = allowed === null ? tenant.isDefault : tenant.name !== null && allowed.includes(tenant.name);
    if (!isAllowed) throw forbidden('The token is not for this tenant.');
    if (!mayRead) throw forbidden(`The token does not allow to read: it lacks "${config.JWT_READ_SCOPE}".`);
    const key = tenant.ownKey ?? '';
    const client = nameOf(config, tenant.baseUrl, key, subject);
    return { tenant, caller: callerBy(key, config, tenant), client, mayWrite, expiresAt };
  };
}

/**
 * Remembers who asked last by each connection: mostly the same one asks again, with the same key. The key is kept for as long as
 * the connection it came by, and no longer.
 */
function lastOfConnection(find: (request: FastifyRequest, tenant: Tenant) => Access, tenants: Tenants) {
  const last = new WeakMap<Socket, { readonly authorization: string; readonly access: Access }>();
  return (request: FastifyRequest): Access => {
    const tenant = tenants.of(request);
    const { authorization } = request.headers;
    const known = last.get(request.raw.socket);
    if (known && known.authorization === authorization && known.access.tenant === tenant) return known.access;
    const access = find(request, tenant);
    // Whether somebody who sends no key may borrow one depends on more than that.
    if (authorization) last.set(request.raw.socket, { authorization, access });
    return access;
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** See `accessOf`. */
    access: Access | null;
  }
}

/** Who asks. To be called after `findAccess`. */
export function accessOf({ access }: FastifyRequest): Access {
  if (access) return access;
  throw new Error('Nobody has looked who asks.');
}

/**
 * Looks who asks, and answers in place of the endpoint when that is refused. For a client who has gone in the meantime nothing more
 * is done.
 */
export function findAccess(http: FastifyInstance, find: (request: FastifyRequest) => Access | Promise<Access>) {
  http.decorateRequest('access', null);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      request.access = await find(request);
      // What listens from now on for the client to go would never hear of it.
      if (request.raw.socket.destroyed) reply.hijack();
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const { http, ...extensions } = error.extensions as { http: { status: number; wwwAuthenticate?: string } };
      if (http.wwwAuthenticate) void reply.header('www-authenticate', http.wwwAuthenticate);
      await reply.code(http.status).send({ errors: [formatError({ message: error.message, extensions }, error)] });
    }
  };
}
