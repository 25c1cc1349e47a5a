import type { FastifyRequest, onSendHookHandler } from 'fastify';

/** Whether the client wants nothing from the cache: it sends `Cache-Control: no-cache`, as browsers do on a forced reload. */
export function wantsFresh({ headers }: FastifyRequest): boolean {
  return /(^|,)\s*no-(cache|store)\s*(,|$)/i.test(headers['cache-control'] ?? '');
}

const TOLD_BY = 'authorization, accept, x-esper-tenant, x-esper-explain';

/** What an answer depends on beside its URL, so that a browser never serves one key's answer to another. */
export const varyByCaller: onSendHookHandler = (_request, reply, _payload, done) => {
  const said = reply.getHeader('vary');
  reply.header('vary', said === undefined ? TOLD_BY : `${[said].flat().join(', ')}, ${TOLD_BY}`);
  done();
};
