import type { FastifyRequest, onSendHookHandler } from 'fastify';
import type { Answered } from './asked.js';

/** Whether the client wants nothing from the cache: it sends `Cache-Control: no-cache`, as browsers do on a forced reload. */
export function wantsFresh({ headers }: FastifyRequest): boolean {
  return /(^|,)\s*no-(cache|store)\s*(,|$)/i.test(headers['cache-control'] ?? '');
}

/**
 * Says how long an answer may be used again: as long as the part of it that ages first, and by nobody but the client, since
 * every key sees something else. Answers with errors and those of mutations are not to be kept at all.
 */
export function tellFreshness({ response, operation, contextValue }: Answered): void {
  const isWhole = response.body.kind === 'single' && !response.body.singleResult.errors?.length;
  const freshForMs = isWhole && operation?.operation === 'query' ? contextValue.calls.freshForMs() : null;
  const value = freshForMs === null ? 'no-store' : `private, max-age=${Math.round(freshForMs / 1000)}`;
  response.http.headers.set('cache-control', value);
}

const TOLD_BY = 'authorization, accept, x-esper-tenant, x-esper-explain';

/** What an answer depends on beside its URL, so that a browser never serves one key's answer to another. */
export const varyByCaller: onSendHookHandler = (_request, reply, _payload, done) => {
  const said = reply.getHeader('vary');
  reply.header('vary', said === undefined ? TOLD_BY : `${[said].flat().join(', ')}, ${TOLD_BY}`);
  done();
};
