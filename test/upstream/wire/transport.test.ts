import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { transport, type TransportOptions } from '../../../src/upstream/wire/transport.js';
import { rejection, request } from '../../support/upstream.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const limits = { connections: 2, maxBodyBytes: 10_000, silenceMs: 5000, isSecret: (key: string) => key === 'token' };

/** A transport to a server that answers as it is told. */
async function against(listener: RequestListener, options: Partial<TransportOptions> = {}) {
  const seen: IncomingMessage[] = [];
  const server: Server = createServer((incoming, response) => {
    seen.push(incoming);
    listener(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api`;
  const { send, close } = transport({ ...limits, baseUrl, ...options });
  closing.push(
    close,
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { send, seen };
}

const paused = { 'retry-after': '7' };
const json = Buffer.from(JSON.stringify({ name: 'Grüße' }));

test.each([
  ['gzip', gzipSync(json)],
  ['br', brotliCompressSync(json)],
  [undefined, json],
])('an answer packed with %s is unpacked', async (encoding, body) => {
  const { send, seen } = await against((_, response) => {
    response.writeHead(200, encoding ? { 'content-encoding': encoding } : {}).end(body);
  });
  expect((await send(request())).body).toEqual({ name: 'Grüße' });
  expect(seen[0]!.headers['accept-encoding']).toBe('gzip, br');
  expect(seen[0]!.url).toBe('/api/things/1');
});

test('an answer without a body is none, however it says it is packed', async () => {
  const { send } = await against((_, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end());
  expect(await send(request({ method: 'DELETE' }))).toMatchObject({ status: 204, body: null });
});

test('what is said before the answer is not the answer', async () => {
  const { send } = await against((_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(203).end(json);
  });
  expect(await send(request())).toMatchObject({ status: 203, body: { name: 'Grüße' } });
});

test('characters cut in two between pieces of an answer are whole again', async () => {
  const { send } = await against((_, response) => {
    const half = json.indexOf('ü') + 1;
    response.write(json.subarray(0, half));
    setTimeout(() => response.end(json.subarray(half)), 20);
  });
  expect((await send(request())).body).toEqual({ name: 'Grüße' });
});

test('a refusal is understood to which a proxy has added a Retry-After of its own', async () => {
  const { send } = await against((_, response) => response.setHeader('retry-after', ['7', '9']).writeHead(429).end());
  expect(await rejection(send(request()))).toMatchObject({ code: 'RATE_LIMITED', detail: { retryAfter: 7 } });
});

test('secrets are taken out of an answer before anybody sees it', async () => {
  const body = { n: 1, token: 'x', within: [{ token: 'x' }] };
  const { send } = await against((_, response) => response.end(JSON.stringify(body)));
  expect(JSON.stringify((await send(request())).body)).toBe('{"n":1,"within":[{}]}');
});

test.each(['', '<html>', '{"id":', `{"in":${'['.repeat(5000)}`])(
  'what is no JSON is malformed: %.20s',
  async (body) => {
    const { send } = await against((_, response) => response.setHeader('x-request-id', 'r-1').end(body));
    expect(await rejection(send(request()))).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      detail: { call: 'GET /things/{id}', status: 200, requestId: 'r-1' },
    });
  },
);

test('so is what turns out to be none when a record is read', async () => {
  const { send } = await against((_, response) => {
    response.setHeader('x-request-id', 'r-1').end(`[${'{"id":1,"within":{"no":JSON}},'.repeat(300)}{"id":2}]`);
  });
  const [row] = (await send(request())).body as { id: number; within: unknown }[];
  expect(row?.id).toBe(1);
  expect(await rejection(Promise.resolve().then(() => row?.within))).toMatchObject({
    code: 'UPSTREAM_MALFORMED',
    detail: { call: 'GET /things/{id}', status: 200, requestId: 'r-1' },
  });
});

test('an answer that is too long is refused, told, untold, or packed small', async () => {
  const long = Buffer.from(JSON.stringify('x'.repeat(20_000)));
  const ways: RequestListener[] = [
    (_, response) => response.writeHead(200, { 'content-length': long.length }).end(long),
    (_, response) => response.write(long) && response.end(),
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long)),
  ];
  for (const way of ways) {
    const { send } = await against(way);
    expect(await rejection(send(request()))).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      detail: { why: 'It was longer than 10000 bytes.' },
    });
  }
});

test('an answer that says it is too long is refused before it comes', async () => {
  const { send } = await against((_, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 }).flushHeaders();
  });
  expect(await rejection(send(request()))).toMatchObject({ code: 'UPSTREAM_MALFORMED' });
});

test('an answer that cannot be unpacked, or is packed as nobody asked, is malformed', async () => {
  const bodies = { gzip: 'not packed at all', br: 'not packed at all', zstd: 'whatever' };
  for (const [encoding, body] of Object.entries(bodies)) {
    const { send } = await against((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect((await rejection(send(request()))).code).toBe('UPSTREAM_MALFORMED');
  }
});

test('a redirect is refused by name, and the key goes nowhere', async () => {
  const elsewhere = await against((_, response) => response.end('{}'));
  const { send, seen } = await against((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/api/things/1' }).end();
  });
  const error = await rejection(send(request()));
  expect(error).toMatchObject({ code: 'UPSTREAM_MALFORMED', detail: { status: 302 } });
  expect(error.message).toContain('It was a redirect');
  expect(error.message).not.toContain('127.0.0.1:1');
  expect(seen).toHaveLength(1);
  expect(elsewhere.seen).toEqual([]);
});

test('a server that says nothing, or stops in the middle, is given up', async () => {
  const silent = await against(() => {}, { silenceMs: 300 });
  expect((await rejection(silent.send(request()))).code).toBe('UPSTREAM_TIMEOUT');
  const stuck = await against((_, response) => void response.writeHead(200).write('{"name":'), { silenceMs: 300 });
  expect((await rejection(stuck.send(request()))).code).toBe('UPSTREAM_TIMEOUT');
  const cut = await against((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"name":');
    setTimeout(() => response.destroy(), 20);
  });
  expect((await rejection(cut.send(request()))).code).toBe('UPSTREAM_UNAVAILABLE');
});

test('nobody listening is told by the code of the socket, which writes are repeated on', async () => {
  const { send, close } = transport({ ...limits, baseUrl: 'http://127.0.0.1:1' });
  closing.push(close);
  const error = await rejection(send(request({ method: 'POST', body: {} })));
  expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', detail: { cause: { code: 'ECONNREFUSED' } } });
  expect(error).toHaveProperty('message', expect.stringContaining('No connection came about: ECONNREFUSED. (POST '));
});

test('a call whose client leaves is ended, with the reason', async () => {
  const { send, seen } = await against(() => {});
  const controller = new AbortController();
  const left = rejection(send(request({ signal: controller.signal })));
  await expect.poll(() => seen.length).toBe(1);
  const ended = new Promise((resolve) => seen[0]!.once('close', resolve));
  controller.abort();
  expect((await left).code).toBe('CANCELLED');
  await ended;
});

test('a call that is given up while it waits for a socket ends at once, and is never sent', async () => {
  const held: (() => void)[] = [];
  const { send, seen } = await against((_, response) => held.push(() => response.end(json)), { connections: 1 });
  const first = send(request());
  const controller = new AbortController();
  const left = rejection(send(request({ path: '/things/2', signal: controller.signal })));
  await expect.poll(() => seen.length).toBe(1);
  controller.abort();
  expect((await left).code).toBe('CANCELLED');
  held[0]!();
  expect((await first).body).toEqual({ name: 'Grüße' });
  const third = send(request({ path: '/things/3' }));
  await expect.poll(() => seen.length).toBe(2);
  held[1]!();
  await third;
  expect(seen.map(({ url }) => url)).toEqual(['/api/things/1', '/api/things/3']);
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ['cannot be unpacked', (response) => response.writeHead(429, { 'content-encoding': 'br', ...paused }).end('no')],
  [
    'is packed as nobody asked',
    (response) => response.writeHead(429, { 'content-encoding': 'zz', ...paused }).end('no'),
  ],
  ['is longer than it may be', (response) => response.writeHead(429, paused).end('x'.repeat(20_000))],
  ['breaks off', (response) => response.writeHead(429, paused).write('{', () => response.destroy())],
])('an error is what its status says, also when its body %s', async (_, answer) => {
  const { send } = await against((_, response) => answer(response));
  expect(await rejection(send(request()))).toMatchObject({
    code: 'RATE_LIMITED',
    detail: { status: 429, retryAfter: 7 },
  });
});
