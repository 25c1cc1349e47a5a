import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { eventsOf } from '../../../src/simulator/device/device-event.routes.js';
import type { DeviceFacts } from '../../../src/simulator/device/device.seed.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';
import { devicesThat, first, itemCall, listCall, world } from './fleet.js';

const gateway = useGateway();
const androids = devicesThat(({ platform }) => platform === 'ANDROID');
const eventful = androids.find(({ number }) => eventsOf(world, number).length > 25)!;
const silent = androids.find(({ number }) => eventsOf(world, number).length === 0)!;

const feedOf = ({ id }: DeviceFacts) => `GET /v1/enterprise/${world.enterpriseId}/device/${id}/report/eventfeed/`;
const ask = (device: DeviceFacts, args: string, fields: string) =>
  gateway.query(`query ($id: ID!) { node(id: $id) { ... on AndroidDevice { events${args} { ${fields} } } } }`, {
    variables: { id: nodeId('AndroidDevice', device.id) },
  });
const told = (device: DeviceFacts) =>
  eventsOf(world, device.number).map(({ id, message, created_on }) => ({
    esperId: String(id),
    message,
    createdAt: new Date(created_on!).toISOString(),
  }));
const EVENT = 'esperId message createdAt';

describe('what happened to an Android device', () => {
  test('is told in the order of the REST API for one call, which the way back to the device adds nothing to', async () => {
    const { data, errors, calls } = await ask(eventful, '(first: 5)', `nodes { ${EVENT} device { id platform } }`);
    expect(errors).toBeUndefined();
    const device = { id: nodeId('AndroidDevice', eventful.id), platform: 'ANDROID' };
    expect(data.node.events.nodes).toEqual(
      told(eventful)
        .slice(0, 5)
        .map((event) => ({ ...event, device })),
    );
    expect(calls).toEqual([itemCall(eventful), `${feedOf(eventful)}?limit=5`]);
  });

  test('can be walked through, and be read from its other end', async () => {
    const seen: unknown[] = [];
    for (let [after, more] = ['', true]; more;) {
      const page = `(first: 10${after && `, after: "${after}"`})`;
      const { data } = await ask(eventful, page, `nodes { ${EVENT} } pageInfo { hasNextPage endCursor }`);
      seen.push(...data.node.events.nodes);
      ({ endCursor: after, hasNextPage: more } = data.node.events.pageInfo);
    }
    expect(seen).toEqual(told(eventful));
    const { data } = await ask(eventful, '(last: 3)', `totalCount nodes { ${EVENT} }`);
    expect(data.node.events).toEqual({ totalCount: seen.length, nodes: seen.slice(-3) });
  });

  test('may be nothing', async () => {
    const { data, calls } = await ask(silent, '', 'totalCount nodes { esperId }');
    expect(data.node.events).toEqual({ totalCount: 0, nodes: [] });
    expect(calls).toEqual([itemCall(silent), `${feedOf(silent)}?limit=20`]);
  });

  test('is asked for each device of a list once, and what more is told of the device costs no more than its item', async () => {
    const { data, errors, calls } = await gateway.query(
      `{ devices(first: 4, filter: { platforms: [ANDROID] }) { nodes { name ... on AndroidDevice {
           events(first: 2) { nodes { device { name } } } again: events(first: 1) { totalCount } } } } }`,
    );
    expect(errors).toBeUndefined();
    const some = androids.slice(0, 4);
    const happened = some.filter(({ number }) => eventsOf(world, number).length > 0);
    expect(happened).not.toEqual([]);
    for (const { name, events } of data.devices.nodes)
      for (const event of events.nodes) expect(event.device.name).toBe(name);
    expect(calls.filter((call) => call.includes('eventfeed')).toSorted()).toEqual(
      some.map((device) => `${feedOf(device)}?limit=2`).toSorted(),
    );
    expect(calls).toContain(listCall('limit=4&ordering=name&platform=ANDROID'));
    expect(happened.map(itemCall)).toEqual(expect.arrayContaining(calls.filter((call) => /devices\/[^?]/.test(call))));
  });

  test('is an error where it cannot be had, and the rest of the device stands', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: 'eventfeed' });
    const { data, errors } = await gateway.query(
      `{ device(id: "${eventful.id}") { name ... on AndroidDevice { events { totalCount } } } }`,
    );
    expect(data.device).toEqual({ name: eventful.name, events: { totalCount: null } });
    expect(errors).toMatchObject([{ path: ['device', 'events', 'totalCount'], extensions: { code: 'NOT_FOUND' } }]);
  });
});

test('other devices have no such field, and ask for nothing', async () => {
  const { data, calls } = await gateway.query(
    `{ device(id: "${first.LINUX.id}") { name ... on AndroidDevice { events { totalCount } } } }`,
  );
  expect(data.device).toEqual({ name: first.LINUX.name });
  expect(calls).toEqual([itemCall(first.LINUX)]);
});

test('an event that tells little of itself is told as far as it goes', async () => {
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/d1') ? { content: device } : { count: 1, next: null, previous: null, results: [{ id: 7 }] },
  );
  const { data, errors } = await query(
    `{ device(id: "d1") { ... on AndroidDevice { events { nodes { ${EVENT} device { name } } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.device.events.nodes).toEqual([{ esperId: '7', message: null, createdAt: null, device: null }]);
});
