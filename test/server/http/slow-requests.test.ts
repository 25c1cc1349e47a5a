import { connect, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';
import { sendAtOnce } from '../../support/pipelined.js';
import { apk, look, openUpload, sending } from '../../support/upload.js';

const clock = new FakeClock();
const gateway = useGateway({ devices: 1, clock, env: { REQUEST_TIMEOUT_MS: '10000' } });

const begin = (line: string) => dribbled(connect(Number(new URL(gateway.url).port), '127.0.0.1'), line);

/** Sends the beginning of a request whose body never comes to its end, and tells what comes back until the connection is closed. */
function dribbled(socket: Socket, line: string) {
  let told = '';
  socket.on('error', () => {}).on('data', (piece) => (told += String(piece)));
  socket.write(`${line} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 200000\r\n\r\n{`);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(told)));
  return { socket, closed };
}

/** Lets time go by until the connection is closed: nobody tells when the gateway has read what was sent. */
async function later(closed: Promise<string>): Promise<string> {
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  while (!isClosed) {
    await clock.pass(10_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return closed;
}

test('who dribbles a body is cut off, and told why', async () => {
  const told = await later(begin('POST /graphql').closed);
  expect(told).toContain('HTTP/1.1 408 Request Timeout');
  expect(told).toContain('did not come to its end in time');
});

test.each([
  ['a path where nothing is', 'POST /nothing', /^HTTP\/1.1 40[48] /],
  ['an upload that was made up', 'PUT /uploads/a.b', /^HTTP\/1.1 401 /],
  ['a method that is not served there', 'POST /uploads/a.b', /^HTTP\/1.1 40[58] /],
  ['a path that asks for no body', 'GET /health/live', /^HTTP\/1.1 (200|408) /],
  ['a URL that cannot be read', 'POST /%ff', /^HTTP\/1.1 400 /],
])('so is who dribbles one to %s, and nothing is said behind the answer', async (_, line, first) => {
  const told = await later(begin(line).closed);
  expect(told).toMatch(first);
  expect(told.match(/HTTP\/1.1 /g)).toHaveLength(1);
});

test('who dribbles one behind a request that waits for its answer is not told so in place of that answer', async () => {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000 });
  const socket = sendAtOnce(gateway.url, ['{ viewer { fullName } }']);
  expect(await later(dribbled(socket, 'POST /graphql').closed)).toBe('');
});

test('a file may come slowly at a URL that was given out for it', async () => {
  const { url, upload } = await openUpload(gateway);
  const file = apk(1000);
  const { client, answer } = sending(url!, { 'content-length': file.length });
  client.write(file.subarray(0, 500));
  await vi.waitFor(async () => expect(await look(gateway, upload.uploadId)).toMatchObject({ status: 'RECEIVING' }));
  await clock.pass(20_000);
  client.end(file.subarray(500));
  expect((await answer).status).toBe(201);
});
