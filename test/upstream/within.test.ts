import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { within } from '../../src/upstream/within.js';

test('what comes in time is given, as it is', async () => {
  expect(await within(1000, Promise.resolve(7))).toBe(7);
  await expect(within(1000, Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('what does not come is not waited for, and may fail later without harm', async () => {
  let fail: (error: Error) => void = () => {};
  const never = new Promise((_, reject) => (fail = reject));
  const began = performance.now();
  await expect(within(20, never)).rejects.toThrow('no answer in 20 ms');
  expect(performance.now() - began).toBeLessThan(500);
  fail(new Error('late'));
});

test('an answer that came in while the process was busy counts', async () => {
  const server = createServer((socket) =>
    socket.once('data', () => {
      socket.write('pong');
      for (const end = performance.now() + 60; performance.now() < end;); // past the deadline
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const answer = once(socket, 'data').then(([data]) => String(data));
  socket.write('ping');
  expect(await within(30, answer)).toBe('pong');
  socket.destroy();
  server.close();
});
