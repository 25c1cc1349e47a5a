import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { readConfig } from '../../src/config.js';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';
import { startBrowser } from './browser.js';

export { hasBrowser } from './browser.js';

export interface ExplorerInBrowser {
  readonly page: Page;
  readonly origin: string;
  readonly server: FastifyInstance;
  readonly simulator: Simulator;
  /** The headers of each operation the page has sent since it was opened, but for that which loads the schema. */
  readonly sent: Record<string, unknown>[];
  /** What the test may not have: requests to other hosts, errors, warnings, answers of 400 and above. */
  readonly faults: string[];
  run(): Promise<void>;
  answerShows(text: string): Promise<void>;
  /** Opens an example by its name, in a tab of its own. */
  openExample(name: string): Promise<void>;
}

export interface ExplorerOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Environment of the gateway, over a simulated tenant and `NODE_ENV=test`. */
  readonly env?: Record<string, string>;
}

/**
 * The explorer in Chromium, before a simulated fleet: one browser for the file, a page without memory for each test. Whatever
 * asks another host, throws or warns fails the test.
 */
export function useExplorer({
  viewport = { width: 1440, height: 900 },
  env = {},
}: ExplorerOptions = {}): ExplorerInBrowser {
  const sent: Record<string, unknown>[] = [];
  const faults: string[] = [];
  let simulator: Simulator;
  let server: FastifyInstance;
  let origin = '';
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL('../../src/explorer/build.mjs', import.meta.url))]);
    simulator = await startSimulator();
    const config = {
      ...readConfig({ ESPER_BASE_URL: simulator.url, NODE_ENV: 'test', ...env }),
      baseUrl: simulator.url,
    };
    server = await createGateway({ config, log: createLog('silent'), demoKey: 'demo-admin' });
    server.addHook('preHandler', async ({ url, headers, body }) => {
      const operation = (body as { operationName?: string } | undefined)?.operationName;
      if (url === '/graphql' && operation !== 'IntrospectionQuery') sent.push(headers);
    });
    origin = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await simulator?.close();
  });

  beforeEach(async () => {
    faults.length = 0;
    page = await browser.newPage({ viewport });
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
    sent.length = 0;
    return async () => {
      await page.context().close();
      expect(faults).toEqual([]);
    };
  });

  return {
    get page() {
      return page;
    },
    get origin() {
      return origin;
    },
    get server() {
      return server;
    },
    get simulator() {
      return simulator;
    },
    sent,
    faults,
    run: () => page.getByRole('button', { name: /Execute query/ }).click(),
    answerShows: (text) => page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor(),
    openExample: async (name) => {
      await page.getByRole('button', { name: 'Show Examples' }).click();
      await page.getByRole('region', { name: 'Examples' }).getByRole('button', { name }).click();
      await page.getByRole('button', { name: 'Hide Examples' }).click();
    },
  };
}
