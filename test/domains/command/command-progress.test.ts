import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createClient } from 'graphql-sse';
import { FakeClock } from '../../support/fake-clock.js';
import { openStream, type EventStream } from '../../support/event-stream.js';
import { useGateway } from '../../support/gateway.js';
import { offline, online, SEND, time, world } from './commands.js';

const clock = new FakeClock();
const gateway = useGateway({ now: time.now, clock });

beforeEach(() => time.pass(60_000));

const WATCH = `subscription ($id: ID!) { commandProgress(id: $id) { phase isDone counts { total queued succeeded failed timedOut }
  results(first: 1) { totalCount } } }`;

const send = async (devices: unknown[]) => {
  const variables = { input: { devices, command: { plain: 'REBOOT' } } };
  const { data } = await gateway.query(SEND, { variables });
  gateway.simulator.clearCalls();
  return data.sendCommand.commands[0].esperId as string;
};
const watch = async (id: string, query = WATCH, key?: string): Promise<EventStream> => {
  const stream = await openStream(gateway.url, query, { variables: { id }, ...(key && { key }) });
  onTestFinished(stream.close);
  return stream;
};
const calls = () => gateway.simulator.calls.map(({ method, path }) => `${method} ${path}`);

/** Lets time go on, in the tenant and in the gateway, and waits until the poll that was due has been answered. */
async function pass(ms: number) {
  const asked = calls().length;
  time.pass(ms);
  await clock.pass(ms);
  await vi.waitFor(() => expect(calls().length).toBeGreaterThan(asked), { interval: 1, timeout: 15_000 });
  await vi.waitFor(() => expect(clock.pending === 1 || isOver()).toBe(true), { interval: 1, timeout: 15_000 });
}
let isOver = () => false;

/** What a stream tells until it is complete. */
async function collect(stream: EventStream) {
  const told: { phase: string; counts: Record<string, number>; results: { totalCount: number } }[] = [];
  for (let event = await stream.next(); event && event.event !== 'complete'; event = await stream.next()) {
    expect(event.data.errors).toBeUndefined();
    told.push(event.data.data.commandProgress);
  }
  return told;
}

test('fifty who watch one command are told of its way to the end by one poller', async () => {
  const id = await send(online.slice(0, 20));
  isOver = () => false;
  const streams = await Promise.all(Array.from({ length: 50 }, () => watch(id)));
  const told = streams.map(collect);
  let done = false;
  void Promise.all(told).then(() => (done = true));
  isOver = () => done;
  await vi.waitFor(() => expect(clock.pending).toBe(1), { interval: 1, timeout: 15_000 });
  let polls = 1;
  for (; !done && polls < 30; polls++) await pass(2000);
  const [first, ...others] = await Promise.all(told);
  expect(first![0]).toMatchObject({ phase: 'PENDING', counts: { total: 0 }, results: { totalCount: 0 } });
  expect(first!.at(-1)).toMatchObject({
    phase: 'DONE',
    isDone: true,
    counts: { total: 20 },
    results: { totalCount: 20 },
  });
  expect(new Set(first!.map((one) => JSON.stringify(one))).size).toBe(first!.length);
  for (const other of others) expect(other).toEqual(first);

  const status = `GET /commands/v0/status/?limit=250&request=${id}`;
  expect(calls()).toEqual([`GET /commands/v0/commands/${id}/`, ...Array<string>(polls).fill(status)]);
  expect(clock.pending).toBe(0);
});

test('while devices are offline the poller asks less and less often, and ends with the last who leaves', async () => {
  const id = await send([offline[0]]);
  time.pass(10_000);
  isOver = () => false;
  const [one, other] = [await watch(id), await watch(id)];
  expect((await one.next())?.data.data.commandProgress).toMatchObject({ phase: 'QUEUED', isDone: false });
  expect((await other.next())?.data.data.commandProgress).toMatchObject({ phase: 'QUEUED' });
  await vi.waitFor(() => expect(clock.pending).toBe(1), { interval: 1, timeout: 15_000 });
  const before = calls().length;
  for (const ms of [2000, 3000, 4500, 6750]) await pass(ms);
  expect(calls().length).toBe(before + 4);

  one.close();
  await pass(10_125);
  other.close();
  await vi.waitFor(() => expect(clock.pending).toBe(0), { interval: 1, timeout: 15_000 });
});

test('what is not selected makes no event', async () => {
  const id = await send(online.slice(20, 23));
  isOver = () => false;
  const stream = await watch(id, 'subscription ($id: ID!) { commandProgress(id: $id) { isDone } }');
  expect((await stream.next())?.data.data).toEqual({ commandProgress: { isDone: false } });
  await vi.waitFor(() => expect(clock.pending).toBe(1), { interval: 1, timeout: 15_000 });
  let ended = false;
  const last = stream.next().finally(() => (ended = true));
  isOver = () => ended;
  for (let polls = 0; !ended && polls < 20; polls++) await pass(2000);
  expect((await last)?.data.data).toEqual({ commandProgress: { isDone: true } });
  expect((await stream.next())?.event).toBe('complete');
});

test('a poll that fails in passing is waited through, one that is refused ends the stream with its error', async () => {
  const id = await send([offline[1]]);
  time.pass(10_000);
  isOver = () => false;
  const stream = await watch(id);
  await stream.next();
  await vi.waitFor(() => expect(clock.pending).toBe(1), { interval: 1, timeout: 15_000 });
  gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 0, match: '/status/', times: 1 });
  await pass(2000);
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: '/status/', times: 1 });
  isOver = () => clock.pending === 0;
  await pass(3000);
  const { event, data } = (await stream.next())!;
  expect([event, data.errors[0].extensions.code]).toEqual(['next', 'FORBIDDEN']);
  expect((await stream.next())?.event).toBe('complete');
});

test('of a command to a group it is told how many devices have done it, by a call that only counts them', async () => {
  const { id: group } = world.groups.byPath('All devices/Lab')!;
  const input = { groups: [group], command: { plain: 'REBOOT' } };
  const { data } = await gateway.query(SEND, { variables: { input } });
  const [{ esperId: id }] = data.sendCommand.commands;
  gateway.simulator.clearCalls();
  isOver = () => false;
  const query = `subscription ($id: ID!) { commandProgress(id: $id) { phase esperId counts { total queued succeeded } } }`;
  const stream = await watch(id, query);
  const first = (await stream.next())!.data;
  expect(first).toMatchObject({
    data: { commandProgress: { phase: 'PENDING', esperId: id, counts: { succeeded: 0 } } },
  });
  await vi.waitFor(() => expect(clock.pending).toBe(1), { interval: 1, timeout: 15_000 });
  await pass(10_000);
  const { counts } = (await stream.next())!.data.data.commandProgress;
  expect(counts.total).toBeGreaterThan(0);
  stream.close();
  await vi.waitFor(() => expect(clock.pending).toBe(0));
  const routes = new Set(calls());
  expect(routes).toEqual(new Set([`GET /commands/v0/commands/${id}/`, `GET /commands/v0/commands/${id}/stats/`]));
});

test('a command that is not there is null, and that is all', async () => {
  const stream = await watch(world.enterpriseId);
  const { data, errors } = (await stream.next())!.data;
  expect({ data, errors }).toEqual({ data: { commandProgress: null }, errors: undefined });
  expect((await stream.next())?.event).toBe('complete');
  expect(clock.pending).toBe(0);
});

test('the client of graphql-sse follows it', async () => {
  const id = await send([offline[2]]);
  time.pass(10_000);
  const client = createClient({
    url: `${gateway.url}/graphql/stream`,
    headers: { authorization: 'Bearer demo-admin' },
  });
  const events = client.iterate({ query: WATCH, variables: { id } });
  const { value } = await events.next();
  expect(value.data.commandProgress).toMatchObject({ phase: 'QUEUED' });
  client.dispose();
  await vi.waitFor(() => expect(clock.pending).toBe(0), { interval: 1, timeout: 15_000 });
});
