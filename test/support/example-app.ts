import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { hasBrowser, startBrowser } from './browser.js';
import { build } from './example.js';
import type { TestGateway } from './gateway.js';
import { freePort } from './ports.js';
import { root } from './program.js';

const folderOf = (name: string) => join(root, 'examples', name);

/** Whether an example with packages of its own can be tested here. Says so when it cannot. */
export function canRun(name: string): boolean {
  const isInstalled = existsSync(join(folderOf(name), 'node_modules'));
  if (!isInstalled) {
    console.info(`examples/${name} is not tested: its packages are not installed (npm ci --prefix examples/${name}).`);
  }
  return isInstalled && hasBrowser;
}

export interface AppInBrowser {
  readonly page: Page;
  /** Enters a key and opens the fleet. */
  signIn(key?: string): Promise<void>;
  /** The names in the table of devices, in order. */
  names(): Promise<string[]>;
}

/** An example as its readers build and start it, in Chromium, before a gateway. What it throws or warns of fails the test. */
export function useApp(name: string, gateway: TestGateway): AppInBrowser {
  const cwd = folderOf(name);
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build();
    let said = '';
    // With what goes before it, also where the tests themselves were begun without.
    const builder = spawn('npm', ['run', 'build', '--ignore-scripts=false'], { cwd });
    for (const stream of [builder.stdout, builder.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = (await once(builder, 'close')) as [number];
    if (code !== 0) throw new Error(`npm run build in examples/${name}: ${said}`);
    browser = await startBrowser();
  }, 300_000);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    const faults: string[] = [];
    const { server, url } = await serve(cwd, gateway.url);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // React says so of errors that the example shows in the page.
      const isShown = message.text().includes('the error boundary you provided');
      if (['error', 'warning'].includes(message.type()) && !isShown) faults.push(message.text());
    });
    await page.goto(url);
    return async () => {
      await page.context().close();
      server.kill();
      expect(faults).toEqual([]);
    };
  });

  return {
    get page() {
      return page;
    },
    signIn: async (key = 'demo-admin') => {
      await page.getByLabel('API key').fill(key);
      await page.getByRole('button', { name: 'Open the fleet' }).click();
    },
    names: () =>
      page.getByRole('rowheader').evaluateAll((cells) => cells.map((cell) => cell.firstChild?.nodeValue?.trim() ?? '')),
  };
}

async function serve(cwd: string, gatewayUrl: string): Promise<{ server: ChildProcess; url: string }> {
  const port = await freePort();
  const where = ['--host', '127.0.0.1', '--port', String(port), '--strictPort'];
  const server = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', ...where], {
    cwd,
    env: { ...process.env, GATEWAY_URL: `${gatewayUrl}/graphql` },
  });
  await once(server.stdout, 'data'); // it tells its address once it listens
  return { server, url: `http://127.0.0.1:${port}/` };
}
