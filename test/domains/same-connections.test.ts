import { describe, expect, test } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';

const twice = (calls: readonly string[]) => calls.filter((call, at) => calls.indexOf(call) !== at);

/** Each asks for the same connections of the same things in two ways. Ids are filled in. */
const queries = [
  [
    'devices of a group',
    `{ one: group(id: "$group") { devices(first: 5) { nodes { name } } }
       other: device(id: "$device") { group { devices(first: 5) { nodes { name } } } }
       all: groups(first: 3) { nodes { devices(first: 5) { totalCount nodes { name } } } } }`,
  ],
  [
    'subgroups of a group',
    `{ one: group(id: "$group") { parent { children(first: 2) { nodes { name } } } }
       other: rootGroup { children(first: 2) { nodes { name } } } }`,
  ],
  [
    'apps on a device',
    `{ one: device(id: "$device") { apps(first: 3) { nodes { name } } }
       other: device(id: "$device") { name group { devices(first: 3) { nodes { apps(first: 3) { nodes { name } } } } } }
       again: group(id: "$group") { devices(first: 3) { nodes { apps(first: 3) { nodes { name app { name } } } } } } }`,
  ],
  [
    'versions of an app',
    `{ one: app(id: "$app") { versions(first: 2) { nodes { versionName } } }
       other: apps(first: 3) { nodes { versions(first: 2) { totalCount nodes { versionName app { versions(first: 2) { totalCount } } } } } } }`,
  ],
  [
    'users of a group',
    `{ one: group(id: "$group") { users { totalCount } } other: groups(first: 5) { nodes { users(first: 3) { nodes { email } } } } }`,
  ],
] as const;

/** Connections of which one asks for more than the other, from the same place on; each with how many calls it takes. */
const nested = [
  [
    'devices',
    '{ few: devices(first: 3) { nodes { name } } more: devices(first: 30) { totalCount nodes { name } } }',
    1,
  ],
  [
    'devices of a group',
    `{ group(id: "$group") { few: devices(first: 1) { nodes { name } } more: devices(first: 9) { totalCount nodes { name } }
       end: devices(last: 9) { nodes { name } } } }`,
    2,
  ],
  [
    'versions of an app',
    `{ app(id: "$app") { count: versions { totalCount } few: versions(first: 2) { nodes { versionName } }
       all: versions(first: 300) { nodes { versionName } } installedCount } }`,
    2,
  ],
  [
    'apps on a device',
    '{ device(id: "$device") { platform apps(first: 1) { nodes { name } } all: apps(first: 50) { nodes { name } } } }',
    2,
  ],
] as const;

describe.each(['false', 'true'])('with CACHE_ENABLED=%s', (CACHE_ENABLED) => {
  const gateway = useGateway({ devices: 60, env: { CACHE_ENABLED, SINGLE_FLIGHT: 'false' }, wallClock: () => 0 });

  async function ask(query: string): Promise<Answer> {
    const { fleet, world } = gateway.simulator;
    const ids = { group: fleet.groupOf(0)!.id, device: fleet.idOf(0), app: world.apps.apps[0]!.id };
    const answer = await gateway.query(query.replace(/\$(\w+)/g, (_, name) => ids[name as keyof typeof ids]));
    expect(answer.errors).toBeUndefined();
    return answer;
  }

  test.each(queries)('the %s are asked for once, however they are come to', async (_, query) => {
    const { calls, data } = await ask(query);
    expect(calls.length).toBeGreaterThan(0);
    expect(twice(calls)).toEqual([]);
    const again = await ask(query);
    expect(again.data).toEqual(data);
    if (CACHE_ENABLED === 'true') expect(again.calls).toEqual([]);
  });

  test.each(nested)('the %s that several connections begin with are asked for once', async (_, query, expected) => {
    const { calls, data } = await ask(query);
    expect(calls).toHaveLength(expected);
    const [few, all] = Object.values(
      (data.app ?? data.device ?? data.group ?? data) as Record<string, { nodes?: unknown[] }>,
    )
      .flatMap((connection) => (connection.nodes ? [connection.nodes] : []))
      .toSorted((one, other) => one.length - other.length);
    expect(few!.length).toBeGreaterThan(0);
    expect(all!.slice(0, few!.length)).toEqual(few);
    expect((await ask(query)).calls.length).toBeLessThanOrEqual(expected); // what was learnt makes it no dearer
  });

  test('the end of a list that is read whole as well costs nothing, whether its length is known or not', async () => {
    const query = '{ end: devices(last: 5) { nodes { name } } all: devices(first: 100) { nodes { name } } }';
    const [first, second] = [await ask(query), await ask(query)];
    expect(first.data.end.nodes).toEqual(first.data.all.nodes.slice(-5));
    expect(second.data).toEqual(first.data);
    expect([first.calls.length, second.calls.length]).toEqual([1, CACHE_ENABLED === 'true' ? 0 : 1]);
  });
});
