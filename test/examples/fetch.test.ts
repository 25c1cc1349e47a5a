import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, startBrowser } from '../support/browser.js';
import { run } from '../support/example.js';
import { useGateway } from '../support/gateway.js';
import { listening } from '../support/listening.js';
import { root } from '../support/program.js';

const folder = join(root, 'examples/fetch');
const env: Record<string, string> = {};
const gateway = useGateway({ devices: 100, env });
const silent = async () => {
  const query = '{ devices(first: 10, filter: { state: INACTIVE }, orderBy: { field: LAST_SEEN }) { nodes { name } } }';
  return (await gateway.query(query)).data.devices.nodes.map(({ name }: { name: string }) => name) as string[];
};

describe('the example with fetch in Node', () => {
  const start = (key: string, path = '/graphql') =>
    run(['examples/fetch/silent.js'], { GATEWAY_URL: `${gateway.url}${path}`, ESPER_API_KEY: key });

  test('lists the devices that have been silent longest', async () => {
    const names = await silent();
    const { code, out } = await start('demo-admin');
    const [head, ...lines] = out.trim().split('\n');
    expect(code).toBe(0);
    expect(head).toMatch(/^\d+ devices are silent/);
    expect(lines.map((line) => line.split(' ')[1])).toEqual(names);
    expect(names).toHaveLength(10);
  });

  test('tells the code of what goes wrong', async () => {
    expect(await start('demo-expired')).toMatchObject({
      code: 1,
      out: '',
      faults: expect.stringMatching(/^UNAUTHENTICATED .+/),
    });
  });

  test('tells that it has been led to another address than the endpoint', async () => {
    const told = 'operations go to /graphql';
    expect(await start('demo-admin', '/')).toMatchObject({ code: 1, out: '', faults: expect.stringContaining(told) });
  });
});

describe.runIf(hasBrowser)('the example with fetch in a page of another origin', () => {
  let pages: Server;
  let browser: Browser;
  let origin = '';

  beforeAll(async () => {
    const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
    pages = createServer(async ({ url = '' }, response) => {
      const file = new URL(url, 'http://page').pathname;
      const text = await readFile(join(folder, file)).catch(() => undefined);
      response.writeHead(text ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(text);
    });
    origin = await listening(pages);
    env['CORS_ORIGINS'] = origin;
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    pages?.close();
  });

  test('lists the same devices, and says what goes wrong', async () => {
    const names = await silent();
    const page = await browser.newPage();
    await page.goto(`${origin}/index.html?gateway=${encodeURIComponent(`${gateway.url}/graphql`)}`);
    const show = page.getByRole('button', { name: 'Show' });
    await show.click();
    await page.getByRole('listitem').nth(9).waitFor();
    const shown = await page
      .getByRole('listitem')
      .evaluateAll((items) => items.map((item) => item.firstChild?.nodeValue));
    expect(shown).toEqual(names);

    await page.getByLabel('Key').fill('demo-expired');
    await show.click();
    await page.getByRole('status').filter({ hasText: 'key' }).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(0);
  });
});
