import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, graphql } from 'graphql';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerExplorer } from '../../src/server/explorer.js';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browserPath) console.info('No Chromium found: the explorer is not tested in a browser.');

const deviceFields = 'name: String state: String lastSeen: String group: Group apps(first: Int): InstalledApps';
const schema = buildSchema(`
  "Where a query begins."
  type Query { viewer: User }
  type User { fullName: String role: Role enterprise: Enterprise }
  type Role { name: String }
  type Enterprise { name: String rootGroup: Group }
  type Group {
    name: String
    deviceCount: Int
    parent: Group
    children(first: Int): Groups
    devices(first: Int): Devices
  }
  type Groups { nodes: [Group] }
  type Devices { totalCount: Int nodes: [Device] }
  interface Device { ${deviceFields} }
  type AndroidDevice implements Device { ${deviceFields} hardware: Hardware }
  type Hardware { model: String }
  type InstalledApps { nodes: [InstalledApp] }
  type InstalledApp { name: String versionName: String app: App }
  type App { packageName: String latestVersion: AppVersion }
  type AppVersion { versionName: String }
`);

const app = { packageName: 'com.example.till', latestVersion: { versionName: '2.1' } };
const group = { name: 'Stores', deviceCount: 12, parent: { name: 'All devices' } };
const device = {
  __typename: 'AndroidDevice',
  name: 'TILL-0001',
  state: 'ACTIVE',
  lastSeen: '2026-01-02T03:04:05Z',
  group,
  apps: { nodes: [{ name: 'Till', versionName: '2.0', app }] },
  hardware: { model: 'TC52' },
};
const stores = { ...group, devices: { totalCount: 12, nodes: [device] } };
const enterprise = { name: 'Example Retail', rootGroup: { name: 'All devices', children: { nodes: [stores] } } };
const rootValue = { viewer: { fullName: 'Ada Admin', role: { name: 'Admin' }, enterprise } };

const enterpriseId = '595a6107-b137-448d-b217-e20cc58ee84d';
const requests = Array.from({ length: 35 }, (_, index) => ({
  method: 'GET',
  path: index === 0 ? '/authn2/v0/userinfo/' : `/v0/enterprise/${enterpriseId}/device/${index}/apps/?limit=5`,
  status: index === 7 ? 503 : 200,
  ms: 8 + ((index * 37) % 120),
  source: index % 12 === 11 ? 'coalesced' : 'network',
  fields: ['viewer', 'viewer.enterprise.rootGroup.children.nodes.0.devices.nodes.0.apps'].slice(index === 0 ? 0 : 1),
}));
const upstream = { calls: 35, cached: 0, coalesced: 3, retried: 1, waitedMs: 0, ms: 412.4, requests };

/** Stands in for the gateway: knows one key, answers introspection to everybody. */
function fakeGateway(seen: Record<string, unknown>[]): FastifyInstance {
  const server = fastify();
  server.post<{ Body: { query: string; operationName?: string } }>('/graphql', async ({ body, headers }) => {
    const { query, operationName } = body;
    if (operationName === 'IntrospectionQuery') return graphql({ schema, source: query });
    seen.push(headers);
    if (headers.authorization === 'Bearer demo-admin') {
      return { ...(await graphql({ schema, source: query, rootValue, operationName })), extensions: { upstream } };
    }
    const error = { message: 'The key is not valid.', extensions: { code: 'UNAUTHENTICATED' } };
    return { errors: [error], data: null };
  });
  return server;
}

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
  const server = fakeGateway(seen);
  let origin = '';
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL('../../src/explorer/build.mjs', import.meta.url))]);
    await registerExplorer(server, { endpoint: '/graphql', demoKey: 'demo-admin' });
    origin = await server.listen({ port: 0, host: '127.0.0.1' });
    const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath: browserPath!,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-component-update', '--disable-sync', ...quiet],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server.close();
  });

  beforeEach(async () => {
    seen.length = faults.length = 0;
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
    await run();
    await answerShown('Ada');
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(seen[0]).toMatchObject({ authorization: 'Bearer demo-admin', 'x-esper-explain': '1' });
    const summary = page.getByText('35 upstream calls, 3 coalesced, 1 retried, 412 ms');
    await summary.click();
    await page.getByRole('cell', { name: 'GET /authn2/v0/userinfo/' }).waitFor();
    expect(await page.getByRole('region', { name: 'Upstream calls' }).getByRole('row').count()).toBe(36);
    await page.getByText('/v0/enterprise/595a…/device/34/apps/').waitFor();
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
    await page.locator('.suggest-widget', { hasText: 'fullName' }).waitFor();
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
    await page.getByText('Where a query begins.').waitFor();
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
