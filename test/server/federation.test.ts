import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'graphql';
import { nodeId } from '../../src/graphql/node-id.js';
import { createWorld } from '../../src/simulator/world.js';
import { blocks } from '../readme/markdown.js';
import { useGateway } from '../support/gateway.js';
import { startRouter, type Router } from '../support/router.js';
import { startTickets, ticketsSdl, type Ticket, type TicketService } from '../support/tickets.js';

const DEVICES = 60;
const gateway = useGateway({ devices: DEVICES, env: { FEDERATION: 'on' } });
const { fleet, groups } = createWorld(1, DEVICES);

/** Two tickets for each of the first ten devices, all about their groups too. */
const tickets: Ticket[] = Array.from({ length: 20 }, (_, n) => ({
  number: String(n + 1),
  title: `Screen ${n} is cracked`,
  device: fleet.idOf(n % 10),
  group: nodeId('Group', groups.root.id),
}));

let service: TicketService;
let router: Router;
let sdl: string;
beforeEach(async () => {
  service = await startTickets(tickets);
  sdl = await (await fetch(`${gateway.url}/schema.graphql?federation=2`)).text();
  router = await startRouter([
    { name: 'esper', url: `${gateway.url}/graphql`, sdl },
    { name: 'tickets', url: service.url, sdl: ticketsSdl },
  ]);
});
afterEach(async () => {
  await router.close();
  await service.close();
});

/** What a client of the router gets, and what that cost of both graphs. */
async function ask(source: string, key?: string) {
  gateway.simulator.clearCalls();
  service.asked.length = 0;
  const { data, errors } = await router.query(source, key);
  const calls = gateway.simulator.calls.map(({ method, path }) => `${method} ${path}`);
  return { data, errors, calls, asked: [...service.asked] };
}

const guide = readFileSync(new URL('../../docs/federation.md', import.meta.url), 'utf8');

test.each([
  ['a graph with connections of its own', ticketsSdl],
  ["the guide's example", blocks(guide, 'graphql')[0] ?? ''],
])('the schema composes with %s by the rules of Apollo, without a fault', (_, other) => {
  const services = [
    { name: 'esper', typeDefs: parse(sdl) },
    { name: 'tickets', typeDefs: parse(other) },
  ];
  expect(composeServices(services).errors).toBeUndefined();
});

test('types and interfaces say by which keys their objects are found, and Node, by which each graph means others, has none', () => {
  const keysOf = (type: string) => [
    ...(new RegExp(`${type} [^{]*{`).exec(sdl)?.[0] ?? '').matchAll(/fields: "(\w+)"/g),
  ];
  const found = [
    'interface Node',
    'interface Device',
    'type AppleDevice',
    'type AppVersion',
    'type DeviceHardware',
  ].map((type) => keysOf(type).map(([, key]) => key));
  expect(sdl).toContain('interface Node {');
  expect(found).toEqual([[], ['id', 'esperId'], ['id', 'esperId'], ['id'], []]);
});

describe('through a router', () => {
  test('devices of all platforms have what another graph adds to them, for no more calls', async () => {
    const query = '{ devices(first: 60) { nodes { __typename name esperId TICKETS } pageInfo { hasNextPage } } }';
    const alone = await gateway.query(query.replace('TICKETS', ''));
    const { data, errors, calls, asked } = await ask(query.replace('TICKETS', 'tickets { title }'));
    expect(errors).toBeUndefined();
    const expected = alone.data.devices.nodes.map((device: { esperId: string }) => ({
      ...device,
      tickets: tickets.filter((ticket) => ticket.device === device.esperId).map(({ title }) => ({ title })),
    }));
    expect(data.devices).toEqual({ nodes: expected, pageInfo: { hasNextPage: false } });
    expect(new Set(expected.map(({ __typename }: { __typename: string }) => __typename)).size).toBeGreaterThan(2);
    expect(calls).toEqual(alone.calls);
    expect(asked).toEqual(['Bearer demo-admin']);
  });

  test('what another graph links to is found in one go, for the calls that nodes(ids:) would cost', async () => {
    const fields = 'name state group { name }';
    const { data, errors, calls, asked } = await ask(
      `{ tickets { nodes { title device { esperId ${fields} } } pageInfo { hasNextPage } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.tickets.nodes.map(({ title }: Ticket) => title)).toEqual(tickets.map(({ title }) => title));
    expect(data.tickets.nodes.map(({ device }: { device: object }) => device)).toEqual(
      tickets.map(({ device }) => expect.objectContaining({ esperId: device, name: expect.any(String) })),
    );
    const ids = fleetIds(tickets);
    const alone = await gateway.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Device { ${fields} } } }`, {
      variables: { ids },
    });
    expect(calls.toSorted()).toEqual(alone.calls.toSorted());
    expect(asked).toEqual(['Bearer demo-admin']);
  });

  test('a link of which only the id is wanted costs nothing', async () => {
    const { data, errors, calls } = await ask('{ tickets { nodes { group { id } device { esperId } } } }');
    expect(errors).toBeUndefined();
    expect(data.tickets.nodes[0]).toEqual({
      group: { id: tickets[0]!.group },
      device: { esperId: tickets[0]!.device },
    });
    expect(calls).toEqual([]);
  });

  test('one walks from graph to graph and back', async () => {
    const { data, errors, calls } = await ask('{ rootGroup { name tickets { device { name group { name } } } } }');
    expect(errors).toBeUndefined();
    expect(data.rootGroup.tickets).toHaveLength(20);
    expect(data.rootGroup.tickets[0].device).toEqual({
      name: fleet.factsOf(0).name,
      group: { name: expect.any(String) },
    });
    expect(calls.length).toBeLessThanOrEqual(1 + 10 + 10);
  });

  test('everybody sees what their own key may see', async () => {
    const { data, errors, asked } = await ask('{ tickets { nodes { title device { name } } } }', 'demo-expired');
    expect(data.tickets.nodes[0]).toEqual({ title: tickets[0]!.title, device: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked).toEqual(['Bearer demo-expired']);
  });

  test('an error of the REST API keeps its code, and the rest of the answer stands', async () => {
    for (const refused of ['?', tickets[3]!.device])
      gateway.simulator.faults.inject({ kind: 'status', status: 403, match: `/v2/devices/${refused}` });
    const { data, errors } = await ask('{ tickets { nodes { number device { name } } } }');
    expect(data.tickets.nodes).toHaveLength(20);
    expect(data.tickets.nodes[4].device).toEqual({ name: fleet.factsOf(4).name });
    expect(data.tickets.nodes[3].device).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

/** The global ids of the tickets' devices. */
function fleetIds(some: readonly Ticket[]): string[] {
  const types: Record<string, string> = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice' };
  return some.map((_, n) => nodeId(types[fleet.platformOf(n % 10)] ?? 'WindowsDevice', fleet.idOf(n % 10)));
}
