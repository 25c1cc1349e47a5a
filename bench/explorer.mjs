// How soon the explorer can be used: node bench/explorer.mjs [rounds], after npm run build. Needs Debian's chromium.
import { chromium } from 'playwright-core';
import { readConfig } from '../dist/config.js';
import { createGateway } from '../dist/server/gateway.js';
import { startSimulator } from '../dist/simulator/simulator.js';
import { createLog } from '../dist/telemetry/log.js';

const rounds = Number(process.argv[2] ?? 5);
const simulator = await startSimulator();
const config = { ...readConfig({ ESPER_BASE_URL: simulator.url, NODE_ENV: 'test' }), baseUrl: simulator.url };
const gateway = await createGateway({ config, log: createLog('silent'), demoKey: 'demo-admin' });
const origin = await gateway.listen({ port: 0, host: '127.0.0.1' });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/** One visit with an empty cache: bytes and files until the query can be edited, and milliseconds until then and until an answer. */
async function visit() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  let files = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    files += 1;
  });
  const began = performance.now();
  await page.goto(origin);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const loaded = { editableMs: performance.now() - began, files, kB: bytes / 1000 };
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.graphiql-response .view-lines', { hasText: 'Ada' }).waitFor();
  const answeredMs = performance.now() - began;
  await page.context().close();
  return { ...loaded, answeredMs };
}

const visits = [];
for (let round = 0; round < rounds; round += 1) visits.push(await visit());
const median = (of) => Math.round(visits.map(of).sort((a, b) => a - b)[Math.floor(rounds / 2)]);
console.log(`the explorer on an empty browser cache, median of ${rounds} visits:`);
console.log(`  ${median(({ files }) => files)} files, ${median(({ kB }) => kB)} kB over the wire`);
console.log(`  ${median(({ editableMs }) => editableMs)} ms until the query can be edited`);
console.log(`  ${median(({ answeredMs }) => answeredMs)} ms until it has been run and answered`);

await browser.close();
await gateway.close();
await simulator.close();
