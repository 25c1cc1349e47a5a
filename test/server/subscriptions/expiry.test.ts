import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { atExpiry } from '../../../src/server/access/expiry.js';
import { NOW } from '../../../src/simulator/timestamps.js';
import { openBody } from '../../support/event-stream.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';
import { AUDIENCE, ISSUER, useSignIn } from '../../support/sign-in.js';

const MINUTE = 60_000;
const clock = new FakeClock();
const signIn = useSignIn();

/** Where the gateway asks for keys: the sign-in service, behind a door that can be held shut. */
let door = Promise.resolve();
const keys = createServer(async (_request, response) => {
  await door;
  response.setHeader('content-type', 'application/json').end(await (await fetch(signIn.url)).text());
});
beforeAll(() => void keys.listen(0, '127.0.0.1'));
beforeEach(() => void (door = Promise.resolve()));
afterAll(() => void keys.close());

const gateway = useGateway({
  devices: 600,
  now: () => NOW,
  clock,
  env: {
    AUTH_MODE: 'jwt',
    get JWKS_URL() {
      return `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
    },
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    ESPER_API_KEY: 'demo-admin',
  },
});

const query = () => `subscription { deviceChanged(ids: ["${gateway.simulator.fleet.idOf(0)}"]) { deviceId } }`;
const expired = { message: 'The token has expired: sign in again.', extensions: { code: 'UNAUTHENTICATED' } };

describe('a subscription', () => {
  test('ends when its token expires, and tells why', async () => {
    const key = await signIn.token({}, { expires: '5m' });
    const stream = await openBody(`${gateway.url}/graphql/stream`, { query: query() }, key);
    onTestFinished(stream.close);
    expect((await stream.next())?.data.data).toBeDefined();
    await vi.waitFor(() => expect(clock.pending).toBe(2)); // the next poll, and the expiry
    await clock.pass(4 * MINUTE);
    await vi.waitFor(() => expect(clock.pending).toBe(2));
    await clock.pass(3 * MINUTE);
    expect((await stream.next())?.data).toEqual({ errors: [expired] });
    expect((await stream.next())?.event).toBe('complete');
    await vi.waitFor(() => expect(clock.pending).toBe(0));
  });

  test('that ends before leaves nothing waiting for that', async () => {
    const key = await signIn.token();
    const stream = await openBody(`${gateway.url}/graphql/stream`, { query: query() }, key);
    await stream.next();
    stream.close();
    const refused = await openBody(`${gateway.url}/graphql/stream`, { query: '{ viewer { fullName } }' }, key);
    expect((await refused.next())?.data.errors).toHaveLength(1);
    expect((await refused.next())?.event).toBe('complete');
    await vi.waitFor(() => expect(clock.pending).toBe(0));
  });

  test('is not begun for a client who has gone while it was looked who asks', async () => {
    let open = () => {};
    door = new Promise((resolve) => (open = resolve));
    gateway.simulator.clearCalls();
    const headers = { authorization: `Bearer ${await signIn.token()}`, 'content-type': 'application/json' };
    const asked = request(`${gateway.url}/graphql/stream`, { method: 'POST', headers, agent: false });
    asked.on('error', () => {}).end(JSON.stringify({ query: query() }));
    await once(keys, 'request');
    asked.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50)); // the gateway is told on another connection than this test
    open();
    await vi.waitFor(async () =>
      expect((await gateway.query('{ __typename }', { key: await signIn.token() })).status).toBe(200),
    );
    await settle();
    expect(gateway.simulator.calls).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test('an export ends between two pages when its token has expired', async () => {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 300, match: 'offset=' });
  gateway.simulator.clearCalls();
  const pages =
    'query ($first: Int, $after: String) { devices(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const response = await post(`${gateway.url}/graphql/export`, { query: pages }, { key: await signIn.token() });
  const text = response.text();
  await vi.waitFor(() => expect(gateway.simulator.calls).toHaveLength(2));
  const later = Date.now() + 10 * MINUTE;
  const now = vi.spyOn(Date, 'now').mockImplementation(() => later);
  onTestFinished(() => now.mockRestore());
  const lines = (await text).trimEnd().split('\n');
  expect(JSON.parse(lines.pop() ?? '')).toEqual({ errors: [expired], after: expect.any(String) });
  expect(lines).toHaveLength(500);
});

test('an expiry that is further off than a timer reaches comes all the same', async () => {
  const task = vi.fn<() => void>();
  const days = (count: number) => count * 24 * 60 * MINUTE;
  atExpiry({ expiresAt: Date.now() + days(60) }, clock, task);
  await clock.pass(days(59));
  expect(task).not.toHaveBeenCalled();
  await clock.pass(days(2));
  expect(task).toHaveBeenCalledOnce();
  atExpiry({ expiresAt: Date.now() + days(60) }, clock, task)();
  expect(clock.pending).toBe(0);
});
