import type { FastifyInstance } from 'fastify';

/** What no page is allowed. */
const NEVER = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What browsers are told with every answer. */
export const SECURE_HEADERS = {
  'content-security-policy': `default-src 'none'; ${NEVER}`,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Has browsers take answers for nothing but what they are, and show them nowhere. */
export function secureHeaders(http: FastifyInstance): void {
  http.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURE_HEADERS);
    done();
  });
}

/** Lets what `serve` adds to the server load from these sources, which no other answer may. */
export async function allowSources(
  http: FastifyInstance,
  sources: readonly string[],
  serve: (scope: FastifyInstance) => Promise<void>,
): Promise<void> {
  const policy = [...sources, NEVER].join('; ');
  await http.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', policy);
    });
    await serve(scope);
  });
}
