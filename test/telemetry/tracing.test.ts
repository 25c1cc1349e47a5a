import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { bundledGateway } from '../support/bundled.js';
import { listening } from '../support/listening.js';
import { post } from '../support/post.js';
import { runGateway } from '../support/program.js';

let entry: string;
let simulator: Simulator;
let collector: Server;
let endpoint = '';
const received: { path: string; type: string; body: string }[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ devices: 5 });
  entry = await bundledGateway();
  collector = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const type = request.headers['content-type'] ?? '';
      received.push({ path: request.url ?? '', type, body: Buffer.concat(pieces).toString('latin1') });
      response.writeHead(200, { 'content-type': type }).end();
    });
  });
  endpoint = await listening(collector);
});
afterAll(async () => {
  collector.close();
  await simulator.close();
});

/** Runs a gateway that answers one query, and ends it. */
async function runOnce(env: Record<string, string>) {
  received.length = 0;
  const { child, ended, url, out } = runGateway(simulator, env, [entry]);
  await post(`${await url()}/graphql`, { query: 'query Fleet { devices(first: 1) { nodes { name } } }' });
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, faults: '' });
  return out();
}

test('where a collector is named, spans are sent to it, the last ones before the end', async () => {
  await runOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=blue' });
  expect(received).toMatchObject([{ path: '/v1/traces', type: 'application/x-protobuf' }]);
  const sent = received[0]?.body ?? '';
  for (const word of ['esper-graphql', 'Fleet', 'GET /v2/devices/', 'blue', 'service.version'])
    expect(sent).toContain(word);
  expect(sent).not.toMatch(/demo-admin|Bearer/);
});

test('a collector of traces alone may be named with a path', async () => {
  await runOnce({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/mine` });
  expect(received).toMatchObject([{ path: '/mine' }]);
});

test.each<[string, () => Record<string, string>]>([
  ['no collector is named', () => ({})],
  ['tracing is switched off', () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' })],
  ['the sampler takes none', () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER: 'always_off' })],
])('where %s, nothing is sent', async (_, env) => {
  await runOnce(env());
  expect(received).toEqual([]);
});

test('a collector that is away is told of in the log, and holds nothing up', async () => {
  const out = await runOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_BSP_SCHEDULE_DELAY: '10' });
  expect(out).toMatch(/"outcome":"ok"/);
  expect(out).toMatch(/"msg":"traces cannot be sent"/);
});
