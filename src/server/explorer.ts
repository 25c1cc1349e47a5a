import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { allowSources } from './http/secure-headers.js';
import { ENDPOINT } from './operation/endpoint.js';

export interface ExplorerOptions {
  /** A key the page starts with. Everybody who can open the page can read it: only for the simulated fleet. */
  readonly demoKey?: string | undefined;
  /** The tenants people may choose from, the default first, with an empty name when it has none. */
  readonly tenants?: readonly string[];
  /** The folder `npm run build:explorer` fills. Default: dist/explorer, found alike from src and from dist. */
  readonly bundle?: URL;
}

const SOURCES = [
  "default-src 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  // The editor writes its theme and its layout into style elements.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
];

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>esper-graphql</title></head>
  <body>
    <h1>The explorer is not built yet</h1>
    <p>Run <code>npm run build:explorer</code> and start the gateway again. The GraphQL endpoint works without it.</p>
  </body>
</html>
`;

/** Serves the explorer at `/` and its files below `/explorer/`, without asking any other host for anything. */
export async function serveExplorer(fastify: FastifyInstance, options: ExplorerOptions): Promise<void> {
  const bundle = options.bundle ?? new URL('../../dist/explorer/', import.meta.url);
  const template = await readFile(new URL('index.html', bundle), 'utf8').catch(() => undefined);
  const page = template === undefined ? NOT_BUILT : withSettings(template, options);

  // Whoever opens the endpoint in a browser looks for this page.
  fastify.addHook('onRequest', (request, reply, done) => {
    const isOpened = request.url === ENDPOINT && request.method === 'GET';
    if (isOpened && request.headers.accept?.startsWith('text/html')) void reply.redirect('/');
    else done();
  });
  await allowSources(fastify, SOURCES, async (scope) => {
    scope.get('/', (_request, reply) =>
      reply
        .code(template === undefined ? 503 : 200)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(page),
    );
    if (template === undefined) return;
    await scope.register(fastifyStatic, {
      root: fileURLToPath(new URL('assets/', bundle)),
      prefix: '/explorer/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      // Each name holds a hash of its content.
      immutable: true,
      maxAge: '1y',
    });
  });
}

function withSettings(template: string, { demoKey, tenants = [] }: ExplorerOptions): string {
  const choice = tenants.length > 1 ? tenants : undefined;
  const settings = JSON.stringify({ title: 'esper-graphql', endpoint: ENDPOINT, demoKey, tenants: choice });
  // `<` could end the script element; the function keeps `$` from being read as a pattern.
  return template.replace('__SETTINGS__', () => settings.replaceAll('<', '\\u003c'));
}
