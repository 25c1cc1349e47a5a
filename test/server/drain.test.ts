import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';
import { configFor } from '../support/replicas.js';

let simulator: Simulator;
let gateway: FastifyInstance;
let url: string;

beforeAll(async () => {
  simulator = await startSimulator({ devices: 10, latencyMs: 300 });
});
afterAll(() => simulator.close());

beforeEach(async () => {
  simulator.clearCalls();
  gateway = await createGateway({ config: configFor(simulator), log: createLog('silent') });
  url = await gateway.listen({ port: 0 });
});

const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-admin' };
const body = JSON.stringify({ query: '{ viewer { fullName } }' });
const ask = (signal: AbortSignal | null = null) => fetch(`${url}/graphql`, { method: 'POST', headers, body, signal });
const isAsked = async () => {
  while (simulator.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('closing finishes the answers under way, closes sockets nobody uses, and lets nothing more in', async () => {
  const { port, hostname: host } = new URL(url);
  const spare = connect({ port: Number(port), host });
  const gone = new Promise((resolve) => spare.once('close', resolve));
  spare.on('error', () => {});
  const answer = ask().then((response) => response.json());
  await isAsked();

  await gateway.close();
  await gone;
  expect(await answer).toMatchObject({ data: { viewer: { fullName: 'Ada Admin' } } });
  await expect(ask()).rejects.toThrow();
});

test('closing does not wait for the answer of a client that has gone', async () => {
  const leaving = new AbortController();
  const answer = ask(leaving.signal);
  await isAsked();
  leaving.abort();
  await expect(answer).rejects.toThrow();

  const began = performance.now();
  await gateway.close();
  expect(performance.now() - began).toBeLessThan(2000);
});
