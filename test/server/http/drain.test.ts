import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import Fastify, { type FastifyInstance } from 'fastify';
import { createGateway } from '../../../src/server/gateway.js';
import { drainOnClose } from '../../../src/server/http/drain.js';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { createLog } from '../../../src/telemetry/log.js';
import { sendAtOnce } from '../../support/pipelined.js';
import { post, type Posting } from '../../support/post.js';
import { configFor } from '../../support/replicas.js';

let simulator: Simulator;
let gateway: FastifyInstance;
let url: string;

beforeAll(async () => {
  simulator = await startSimulator({ devices: 10, latencyMs: 300 });
});
afterAll(() => simulator.close());

beforeEach(async () => {
  simulator.clearCalls();
  // Whatever is waited for in vain is waited for longer than a test lasts.
  gateway = await createGateway({ config: configFor(simulator, { DRAIN_MS: '600000' }), log: createLog('silent') });
  url = await gateway.listen({ port: 0 });
});

const body = JSON.stringify({ query: '{ viewer { fullName } }' });
const ask = (how?: Posting) => post(`${url}/graphql`, body, how);
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
  const answer = ask({ signal: leaving.signal });
  await isAsked();
  leaving.abort();
  await expect(answer).rejects.toThrow();

  await gateway.close();
});

test('nor for the answers of one that had sent several requests at once', async () => {
  const client = sendAtOnce(
    url,
    ['a', 'b', 'c'].map((name) => `{ viewer { ${name}: fullName } }`),
  );
  await isAsked();
  client.destroy();

  await gateway.close();
});

test('closing waits for a change that goes on though its client has gone', async () => {
  const leaving = new AbortController();
  const query = 'mutation { createGroup(input: { name: "Late" }) { group { name } } }';
  const answer = post(`${url}/graphql`, { query }, { signal: leaving.signal });
  await isAsked();
  leaving.abort();
  await expect(answer).rejects.toThrow();

  await gateway.close();
  expect(simulator.calls).toMatchObject([{ method: 'POST', aborted: false }]);
  expect(simulator.world.groups.all.map(({ name }) => name)).toContain('Late');
});

test('a request that was half sent when closing began is answered too, and its connection closed', async () => {
  const { port, hostname: host } = new URL(url);
  const socket = connect({ port: Number(port), host });
  let heard = '';
  socket.on('data', (text: Buffer) => (heard += text.toString()));
  const gone = new Promise((resolve) => socket.once('close', resolve));
  const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-admin' };
  const head = Object.entries({ host, ...headers, 'content-length': body.length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const request = ['POST /graphql HTTP/1.1', ...head, '', body].join('\r\n');
  socket.write(request.slice(0, 60));
  const other = ask();
  await isAsked();

  const closed = gateway.close();
  socket.write(request.slice(60));
  await Promise.all([closed, gone]);
  expect((await other).status).toBe(200);
  expect(heard).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(heard).toMatch(/\r\nconnection: close\r\n/i);
  expect(heard).toContain('Ada Admin');
});

test('what goes on without end is told when to end', async () => {
  const http = Fastify();
  const closing = drainOnClose(http, { mostMs: 5000 });
  http.get('/', (_request, reply) => {
    reply.raw.writeHead(200).write('first;');
    closing.addEventListener('abort', () => reply.raw.end('last;'));
  });
  const stream = await fetch(await http.listen({ port: 0 }));
  await http.close();
  expect(await stream.text()).toBe('first;last;');
});

test('what does not end in time is cut off', async () => {
  const http = Fastify();
  drainOnClose(http, { mostMs: 50 });
  http.get('/', (_request, reply) => void reply.raw.writeHead(200).write('first;'));
  const stream = await fetch(await http.listen({ port: 0 }));
  await http.close();
  await expect(stream.text()).rejects.toThrow();
});

test('nor is it taken for whole, as clients do who were told that the connection ends with the answer', async () => {
  const http = Fastify();
  drainOnClose(http, { mostMs: 50, stopping: AbortSignal.abort() });
  const pieces = new PassThrough();
  http.get('/', (_request, reply) => reply.send(pieces));
  pieces.write('first;');
  const stream = await fetch(await http.listen({ port: 0 }));
  expect(stream.headers.get('connection')).not.toBe('close');
  await http.close();
  await expect(stream.text()).rejects.toThrow();
});

test('who sends the half of a request is waited for as long as a file may take, and not for ever', async () => {
  const config = configFor(simulator, { UPLOAD_TIMEOUT_MS: '7000' });
  const other = await createGateway({ config, log: createLog('silent') });
  expect([gateway.server.requestTimeout, other.server.requestTimeout]).toEqual([3_600_000, 7000]);
  await other.close();
});
