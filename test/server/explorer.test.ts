import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { registerExplorer } from '../../src/server/explorer.js';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browserPath) console.info('No Chromium found: the explorer is not tested in a browser.');

describe('the explorer over HTTP', () => {
  it('says how to build it when the bundle is missing', async () => {
    const server = fastify();
    await registerExplorer(server, { endpoint: '/graphql', bundle: new URL('./no-such-folder/', import.meta.url) });
    const answer = await server.inject('/');
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('npm run build:explorer');
  });
});

describe.skipIf(!browserPath)('the explorer in a browser', { timeout: 60_000 }, () => {
  const seen: Record<string, unknown>[] = [];
  const faults: string[] = [];
  let simulator: Simulator;
  let server: FastifyInstance;
  let origin = '';
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL('../../src/explorer/build.mjs', import.meta.url))]);
    simulator = await startSimulator();
    const config = readConfig({ ESPER_BASE_URL: simulator.url, NODE_ENV: 'test' });
    const options = { config: { ...config, baseUrl: simulator.url }, log: createLog('silent'), demoKey: 'demo-admin' };
    server = await createGateway(options);
    server.addHook('preHandler', async ({ url, headers, body }) => {
      if (
        url === '/graphql' &&
        (body as { operationName?: string } | undefined)?.operationName !== 'IntrospectionQuery'
      )
        seen.push(headers);
    });
    origin = await server.listen({ port: 0, host: '127.0.0.1' });
    const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath: browserPath!,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-component-update', '--disable-sync', ...quiet],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await simulator?.close();
  });

  beforeEach(async () => {
    faults.length = 0;
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(`${origin}/`)) return route.continue();
      faults.push(`asked a foreign host: ${url}`);
      return route.abort();
    });
    page.on('pageerror', (error) => faults.push(`threw: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(origin);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    seen.length = 0;
    return async () => {
      await page.context().close();
      expect(faults).toEqual([]);
    };
  });

  const run = () => page.getByRole('button', { name: /Execute query/ }).click();
  const answerShown = (text: string) => page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor();

  it('runs the query it opens with and shows what it cost upstream', async () => {
    const began = Date.now();
    await page.locator('.graphiql-query-editor', { hasText: 'FleetOverview' }).waitFor();
    simulator.clearCalls();
    await run();
    await answerShown('Ada');
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(seen[0]).toMatchObject({ authorization: 'Bearer demo-admin', 'x-esper-explain': '1' });
    await page.getByText(/^\d+ upstream calls/).click();
    await page.getByRole('cell', { name: 'GET /user_info/' }).waitFor();
    await page.getByText('/v1/enterprise/f8a7…/').first().waitFor();
    const shown = await page.getByRole('region', { name: 'Upstream calls' }).getByRole('row').count();
    expect(shown).toBe(simulator.calls.length + 1);
  });

  it('points at the key field when the key is refused, and keeps no key', async () => {
    const refusal = page.getByRole('alert').filter({ hasText: 'did not accept the API key' });
    await page.getByLabel('API key', { exact: true }).fill('wrong-key');
    await page.keyboard.press('Enter');
    await refusal.waitFor();
    expect(seen[0]).toMatchObject({ authorization: 'Bearer wrong-key' });
    await page.getByRole('button', { name: 'Enter API key' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('demo-admin');
    await page.keyboard.press('Enter');
    await answerShown('Ada');
    expect(await refusal.count()).toBe(0);
    expect(JSON.stringify(await page.context().storageState())).not.toMatch(/wrong-key|demo-admin/);
  });

  it('sends what is written in the headers tab and stores none of it', async () => {
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByRole('region', { name: 'Headers' }).locator('.monaco-editor:visible').click();
    await page.keyboard.insertText('{ "x-trace": "from-the-tab" }');
    await run();
    await answerShown('Ada');
    expect(seen[0]).toMatchObject({ 'x-trace': 'from-the-tab', authorization: 'Bearer demo-admin' });
    const stored = JSON.stringify(await page.context().storageState());
    expect(stored).toContain('FleetOverview');
    expect(stored).not.toContain('from-the-tab');
  });

  it('completes, checks and formats a query, in its workers', async () => {
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('{viewer{nonsense');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.type(' ');
    await page.keyboard.press('ControlOrMeta+Space');
    await page.locator('.suggest-widget', { hasText: 'isActive' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Prettify/ }).click();
    await page.locator('.graphiql-query-editor .view-line').nth(4).waitFor();
    expect(page.workers().map((worker) => new URL(worker.url()).pathname.replace(/-\w+\.js/, ''))).toEqual(
      expect.arrayContaining(['/explorer/assets/graphql.worker', '/explorer/assets/editor.worker']),
    );
  });

  it('shows the documentation of the schema', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page
      .getByRole('link', { name: 'Query' })
      .or(page.getByRole('button', { name: 'Query' }))
      .first()
      .click();
    await page.getByText(/The entry to the fleet/).waitFor();
  });

  it('allows nothing but its own files, and lets browsers keep them', async () => {
    const { headers, body } = await server.inject('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'; script-src 'self';/);
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    const file = await server.inject(/src="([^"]+)"/.exec(body)![1]!);
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await server.inject('/graphql-not-here')).headers).not.toHaveProperty('x-frame-options');
  });
});
