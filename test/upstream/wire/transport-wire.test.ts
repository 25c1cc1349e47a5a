import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { transport, type TransportOptions } from '../../../src/upstream/wire/transport.js';
import { rejection, request } from '../../support/upstream.js';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A REST API that answers as told, and what it received. */
async function restApi(listener: RequestListener, options: Partial<TransportOptions> = {}) {
  const received: IncomingMessage[] = [];
  const { url, server } = await listening((incoming, response) => {
    received.push(incoming);
    listener(incoming, response);
  });
  const base = { baseUrl: `${url}/api`, connections: 4, maxBodyBytes: 1000, silenceMs: 5000, isSecret: () => false };
  const { send, close } = transport({ ...base, ...options });
  open.push(close);
  return { send, received, server, url };
}
const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

test("sends the caller's key and no more than is needed, below the base's path", async () => {
  const { send, received } = await restApi(json({ ok: true }));
  const caller = { identity: 'a', authorization: 'Bearer k-1' };
  const answer = await send(request({ caller, path: '/things/?limit=1' }));
  expect(answer).toMatchObject({ status: 200, body: { ok: true }, source: 'network', attempts: 1, waitedMs: 0 });
  const [{ method, url, headers }] = received as [IncomingMessage];
  expect([method, url]).toEqual(['GET', '/api/things/?limit=1']);
  expect(headers).toMatchObject({ authorization: 'Bearer k-1', accept: 'application/json' });
  expect(headers['user-agent']).toBeTruthy();
  expect(headers['content-type']).toBeUndefined();
});

test('sends a body as JSON', async () => {
  let body = '';
  const { send, received } = await restApi((incoming, response) => {
    incoming.on('data', (piece: Buffer) => (body += piece.toString()));
    incoming.on('end', () => json({ id: 1 }, 201)(incoming, response));
  });
  expect(await send(request({ method: 'POST', body: { name: 'é' } }))).toMatchObject({ status: 201, body: { id: 1 } });
  expect(JSON.parse(body)).toEqual({ name: 'é' });
  expect(received[0]!.headers['content-type']).toBe('application/json');
});

test('an answer without a body is null', async () => {
  const { send } = await restApi((_, response) => response.writeHead(204).end());
  expect(await send(request({ method: 'DELETE' }))).toMatchObject({ status: 204, body: null });
});

test.each([301, 302, 307, 308])('a redirect (%i) is not followed, so the key goes nowhere else', async (status) => {
  const elsewhere: string[] = [];
  const other = await listening((incoming, response) => {
    elsewhere.push(incoming.headers.authorization ?? '');
    json({})(incoming, response);
  });
  const { send, received } = await restApi((_, response) => {
    response.writeHead(status, { location: `${other.url}/api/things/1` }).end();
  });
  expect(await rejection(send(request()))).toMatchObject({ code: 'UPSTREAM_MALFORMED', detail: { status } });
  expect(received).toHaveLength(1);
  expect(elsewhere).toEqual([]);
});

test('an error status is an error with what the answer said, without the key', async () => {
  const { send } = await restApi(json({ errors: ['name: secret-key is taken'] }, 400));
  const error = await rejection(send(request({ caller: { identity: 'a', authorization: 'Bearer secret-key' } })));
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', detail: { status: 400, call: 'GET /things/{id}' } });
  expect(error.detail.said).toBe('name: [key] is taken');
});

test.each<[string, RequestListener]>([
  ['is cut off', (_, response) => response.end('{"content": {"id": ')],
  ['is HTML', (_, response) => response.end('<html>')],
])('an answer that %s is malformed', async (_, listener) => {
  const { send } = await restApi(listener);
  expect((await rejection(send(request()))).code).toBe('UPSTREAM_MALFORMED');
});

test('an answer just as long as it may be is read', async () => {
  const { send } = await restApi((_, response) => response.end(`"${'x'.repeat(998)}"`));
  expect((await send(request())).body).toBe('x'.repeat(998));
});

test.each<[string, RequestListener]>([
  ['before the answer', (incoming) => incoming.socket.destroy()],
  [
    'in the middle of it',
    (incoming, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":', () => incoming.socket.destroy());
    },
  ],
])('a connection that breaks %s is UPSTREAM_UNAVAILABLE', async (_, listener) => {
  const { send } = await restApi(listener);
  expect(await rejection(send(request()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', name: 'UpstreamError' });
});

test('a call that is cancelled while its answer arrives is CANCELLED', async () => {
  const controller = new AbortController();
  const { send } = await restApi((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"a":', () => controller.abort());
  });
  expect((await rejection(send(request({ signal: controller.signal })))).code).toBe('CANCELLED');
});

test('nothing is sent for a call that was cancelled before', async () => {
  const { send, received } = await restApi(json({}));
  expect((await rejection(send(request({ signal: AbortSignal.abort() })))).code).toBe('CANCELLED');
  expect(received).toEqual([]);
});
