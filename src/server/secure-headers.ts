import type { FastifyInstance } from 'fastify';

/** What browsers are told with every answer. Pages have a policy of their own, which takes the place of this one. */
const headers = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Has browsers take answers for nothing but what they are, and show them nowhere. */
export function secureHeaders(http: FastifyInstance): void {
  http.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
