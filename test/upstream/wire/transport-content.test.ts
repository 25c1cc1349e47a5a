import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { transport } from '../../../src/upstream/wire/transport.js';
import { settle } from '../../support/fake-clock.js';
import { content, rejection, request } from '../../support/upstream.js';

/** A transport to a server that keeps its requests open, and reads none of them by itself. */
async function against() {
  const open: { incoming: IncomingMessage; answer(status: number, body: object): void }[] = [];
  const server = createServer((incoming, response) => {
    const answer = (status: number, body: object) => void response.writeHead(status).end(JSON.stringify(body));
    open.push({ incoming, answer });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const limits = { connections: 1, maxBodyBytes: 10_000, silenceMs: 5000 };
  const { send, close } = transport({ baseUrl, ...limits, isSecret: () => false });
  onTestFinished(async () => {
    await close();
    server.closeAllConnections();
    server.close();
  });
  const post = (changes: object) => send(request({ method: 'POST', ...changes }));
  const arrival = async () => {
    await expect.poll(() => open.length).toBe(1);
    return open[0]!;
  };
  return { post, arrival };
}

test('a file goes with its type and its length', async () => {
  const { post, arrival } = await against();
  const answer = post({ content: content(5000) });
  const { incoming, answer: respond } = await arrival();
  expect(incoming.headers).toMatchObject({ 'content-type': 'application/x-file', 'content-length': '5000' });
  expect((await incoming.toArray()).reduce((sum: number, piece: Buffer) => sum + piece.length, 0)).toBe(5000);
  respond(201, { id: 1 });
  expect(await answer).toMatchObject({ status: 201, body: { id: 1 }, attempts: 1 });
});

test('a file is read no faster than the other side reads it', async () => {
  const { post, arrival } = await against();
  const [pieces, size] = [4000, 65_536];
  let made = 0;
  const stream = new Readable({
    read() {
      this.push(made++ < pieces ? Buffer.alloc(size) : null);
    },
  });
  const answer = post({ content: { ...content(), length: pieces * size, stream } });
  const { incoming, answer: respond } = await arrival();
  for (let before = -1; made !== before; await settle()) before = made;
  expect(made).toBeLessThan(pieces / 4);
  for await (const _ of incoming);
  respond(201, {});
  await answer;
  expect(made).toBeGreaterThanOrEqual(pieces);
});

test('a file that breaks off ends the call, with the reason', async () => {
  const { post, arrival } = await against();
  const stream = new Readable({ read() {} });
  stream.push('PK');
  const left = rejection(post({ content: { ...content(), length: 100, stream } }));
  const { incoming } = await arrival();
  const ended = new Promise((resolve) => incoming.once('close', resolve));
  incoming.on('error', () => {}).resume();
  stream.destroy(new UpstreamError('CANCELLED', { call: '', why: 'The client left.' }));
  expect(await left).toMatchObject({ code: 'CANCELLED', detail: { why: 'The client left.' } });
  await ended;
  expect(incoming.complete).toBe(false);
});

test('a refusal is heard before all of the file is sent, and no more of it is read', async () => {
  const { post, arrival } = await against();
  const stream = new Readable({ read() {} });
  stream.push('PK');
  const refused = rejection(post({ content: { ...content(), length: 100, stream } }));
  (await arrival()).answer(403, { errors: ['detail: No.'], message: '', status: 403 });
  expect((await refused).code).toBe('FORBIDDEN');
  await expect.poll(() => stream.destroyed).toBe(true);
});
