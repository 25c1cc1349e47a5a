import { expect, onTestFinished, test, vi } from 'vitest';
import { NOW } from '../../../src/simulator/timestamps.js';
import { createWorld } from '../../../src/simulator/world.js';
import { openStream, type StreamAsk } from '../../support/event-stream.js';
import { FakeClock } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';
import { configFor } from '../../support/replicas.js';
import { createGateway } from '../../../src/server/gateway.js';
import { createLog } from '../../../src/telemetry/log.js';

const clock = new FakeClock();
const env = { SUBSCRIPTION_LIMIT: '2', LIMIT_DEPTH: '5', LIMIT_COST_CALLS: '10' };
const gateway = useGateway({ devices: 40, now: () => NOW, clock, env });

const ROOT = 'subscription { deviceChanged(group: "G") { deviceId } }';
const { groups, fleet } = createWorld(1, 40);
const inhabited = groups.homes.find(({ index }) => fleet.members(index).length > 0)!;
const query = () => ROOT.replace('G', inhabited.id);
const open = async (text = query(), ask: StreamAsk = {}) => {
  const stream = await openStream(gateway.url, text, ask);
  onTestFinished(stream.close);
  return stream;
};

test.each(['/graphql/stream', '/graphql'])('subscriptions are served at %s as Server-Sent Events', async (path) => {
  const stream = await open(query(), { path });
  expect(stream.status).toBe(200);
  expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(stream.headers.get('x-request-id')).toBeTruthy();
  expect((await stream.next())?.data).toMatchObject({
    data: { deviceChanged: { deviceId: expect.any(String) } },
    extensions: { upstream: { calls: 0 } },
  });
});

test.each<[string, string, string, RegExp, StreamAsk?]>([
  ['a query', '{ viewer { fullName } }', 'BAD_USER_INPUT', /Only subscriptions are served here/],
  ['what cannot be read', 'subscription {', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
  ['what is not in the schema', 'subscription { clock }', 'GRAPHQL_VALIDATION_FAILED', /Cannot query field "clock"/],
  [
    'what is nested too deep',
    `subscription { deviceChanged(ids: ["x"]) { device { group { parent { parent { name } } } } } }`,
    'LIMIT_EXCEEDED',
    /LIMIT_DEPTH allows 5/,
  ],
  [
    'what would cost too much whenever something is told',
    query().replace(
      'deviceId',
      `device { ${['a', 'b', 'c'].map((name) => `${name}: commands(first: 1000) { nodes { id } }`).join(' ')} }`,
    ),
    'LIMIT_EXCEEDED',
    /LIMIT_COST_CALLS allows 10/,
  ],
  ['nothing to watch', 'subscription { deviceChanged { deviceId } }', 'BAD_USER_INPUT', /exactly one of/],
  ['a key that is none', query(), 'UNAUTHENTICATED', /did not accept the key/, { key: 'demo-expired' }],
])('%s is told as an error, and the stream is complete', async (_, text, code, message, ask) => {
  const stream = await open(text, ask);
  const { data } = (await stream.next())!;
  expect(data.data ?? null).toBeNull();
  expect(data.errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code } }]);
  expect((await stream.next())?.event).toBe('complete');
});

test('a caller has so many subscriptions at most, and another one after one was closed', async () => {
  const [one] = [await open(), await open()];
  await one.next();
  const { data } = (await (await open()).next())!;
  expect(data.errors).toMatchObject([
    {
      message: '2 subscriptions of this caller are open: SUBSCRIPTION_LIMIT allows 2. Close one of them first.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'SUBSCRIPTION_LIMIT', most: 2 } },
    },
  ]);
  const stranger = await open('subscription { deviceChanged { deviceId } }', { key: 'demo-viewer' });
  expect((await stranger.next())?.data.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  one.close();
  await vi.waitFor(async () => expect((await (await open()).next())?.data.errors).toBeUndefined());
});

test('a subscription sent where queries are answered is told where to go', async () => {
  const { errors } = await gateway.query(query());
  expect(errors).toMatchObject([{ message: expect.stringContaining('/graphql/stream') }]);
});

test('closing the gateway cuts streams off in the middle, so that their clients come again', async () => {
  const config = configFor(gateway.simulator);
  const other = await createGateway({ config, log: createLog('silent'), clock });
  const stream = await openStream(await other.listen({ port: 0 }), query());
  expect((await stream.next())?.event).toBe('next');
  await other.close();
  let last = await stream.next();
  while (last?.event === 'next') last = await stream.next();
  expect(last).toBeNull();
  expect(clock.pending).toBe(0);
});
