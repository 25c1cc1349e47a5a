import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveExplorer } from '../../src/server/explorer.js';
import { secureHeaders } from '../../src/server/http/secure-headers.js';

describe('the explorer over HTTP', () => {
  let server: FastifyInstance;
  beforeEach(() => {
    server = fastify();
    secureHeaders(server);
  });
  afterEach(() => server.close());

  it('says how to build it when the bundle is missing', async () => {
    await serveExplorer(server, { bundle: new URL('./no-such-folder/', import.meta.url) });
    const answer = await server.inject('/');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('npm run build:explorer');
  });

  it('is where a browser is sent that opens the endpoint, and nobody else', async () => {
    server.get('/graphql', () => 'an answer');
    await serveExplorer(server, { bundle: new URL('./no-such-folder/', import.meta.url) });
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const opened = await server.inject({ url: '/graphql', headers: browser });
    expect([opened.statusCode, opened.headers.location]).toEqual([302, '/']);
    for (const asked of [
      { url: '/graphql?query={__typename}', headers: browser },
      { url: '/graphql', headers: { accept: '*/*' } },
    ])
      expect((await server.inject(asked)).body).toBe('an answer');
  });

  it('allows nothing but its own files, and lets browsers keep them', async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL('../../src/explorer/build.mjs', import.meta.url))]);
    await serveExplorer(server, {});
    const { headers, body } = await server.inject('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'; script-src 'self';/);
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    const file = await server.inject(/src="([^"]+)"/.exec(body)![1]!);
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await server.inject('/graphql-not-here')).headers['content-security-policy']).toMatch(
      /^default-src 'none';/,
    );
  });
});
