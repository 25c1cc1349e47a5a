import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { allowSources } from './http/secure-headers.js';

/** Pages of text and one style sheet: nothing in them runs, and they ask nobody for anything. */
const SOURCES = ["default-src 'none'", "style-src 'self'"];

/**
 * Serves the guides and the reference below `/docs/`.
 * @param folder The folder `npm run docs` fills. Default: dist/docs, found alike from src and from dist.
 */
export async function serveDocs(
  fastify: FastifyInstance,
  folder = new URL('../../dist/docs/', import.meta.url),
): Promise<void> {
  if (!existsSync(folder)) {
    fastify.get('/docs', (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send('Run "npm run docs" and start the gateway again.\n'),
    );
    return;
  }
  await allowSources(fastify, SOURCES, async (scope) => {
    scope.get('/docs', (_request, reply) => reply.redirect('/docs/'));
    await scope.register(fastifyStatic, {
      root: fileURLToPath(folder),
      prefix: '/docs/',
      decorateReply: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  });
}
