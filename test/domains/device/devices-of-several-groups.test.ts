import { describe, expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';
import { world } from './fleet.js';

const group = (id: string, device_count: number) => ({ id, name: id, path: id, device_count, enterprise: ENTERPRISE });
const device = (id: string, group_id: string) => ({ id, name: id, group_id, platform: 'ANDROID', state: 1 });
const fleet = [device('a1', 'a'), device('a2', 'a'), device('b1', 'b')];
const groups = [group('a', 2), group('b', 1), group('none', 0)];

/** A gateway before a REST API that takes those of the groups it is asked for; `told` is what it tells of groups, null for nothing. */
const taking = (taken: (groups: readonly string[]) => readonly string[], told: typeof groups | null = groups) =>
  beforeEsperThat(({ pathname, searchParams }) => {
    if (pathname.includes('/devicegroup/')) {
      if (!told) return 'no groups';
      const one = told.find(({ id }) => pathname.endsWith(`/${id}/`));
      return one ?? { count: told.length, results: told };
    }
    const filter = searchParams.get('group_multi_immediate') ?? searchParams.get('group_multi') ?? '';
    const fits = fleet.filter(({ group_id }) => taken(filter.split(',')).includes(group_id));
    const results = fits.slice(0, Number(searchParams.get('limit')));
    return { content: { count: fits.length, next: null, prev: null, results } };
  });

const listCalls = (calls: readonly string[]) => calls.filter((call) => call.includes('/v2/devices/')).length;
const devices = (filter: string, rest = 'first: 5') =>
  `{ devices(filter: { ${filter} }, ${rest}) { totalCount nodes { name } } }`;

describe('where the REST API heeds the first of several groups alone', () => {
  test.each([
    ['rows', devices('groups: ["a", "b"]'), null],
    ['rows of another order', devices('groups: ["b", "a"], state: ACTIVE'), null],
    ['rows with those of subgroups', devices('groups: ["a", "b"], includeSubgroups: true'), null],
    ['a count', '{ devices(filter: { groups: ["a", "b"] }) { totalCount } }', { totalCount: null }],
  ])('a list that lacks the others is none: %s', async (_, asked, none) => {
    const { query, calls } = await taking(([first = '']) => [first]);
    const { data, errors } = await query(asked);
    expect([data, errors[0].extensions.code]).toEqual([{ devices: none }, 'BAD_USER_INPUT']);
    expect(errors[0].message).toMatch(/^This REST API heeds one of several groups alone\. Ask for .* by itself/);
    const { length } = calls;
    expect((await query(asked)).errors).toHaveLength(1);
    expect(calls).toHaveLength(length);
    expect((await query(devices('groups: ["a"]'))).data.devices.totalCount).toBe(2);
  });
});

describe('where it heeds all of them', () => {
  test('rows of two groups show it, and nothing else is asked', async () => {
    const { query, calls } = await taking((asked) => asked);
    expect((await query(devices('groups: ["a", "b"]'))).data.devices.totalCount).toBe(3);
    expect(calls).toHaveLength(1);
  });

  test('a page that shows one of them is held against the sizes of the groups, once', async () => {
    const { query, calls } = await taking((asked) => asked);
    const asked = devices('groups: ["a", "b"]', 'first: 2');
    expect((await query(asked)).data.devices.nodes).toEqual([{ name: 'a1' }, { name: 'a2' }]);
    expect(listCalls(calls)).toBe(1);
    expect(calls.length).toBeLessThanOrEqual(3);
    const { length } = calls;
    await query(asked);
    expect(calls).toHaveLength(length + 1);
  });

  test('a list is not lost where groups cannot be read to hold it against', async () => {
    const { query } = await taking((asked) => asked, null);
    expect((await query(devices('groups: ["a", "b"]', 'first: 2'))).data.devices.totalCount).toBe(3);
  });

  test('a count of a group that is old refutes nothing', async () => {
    const { query } = await taking((asked) => asked, [group('a', 20), group('b', 1)]);
    const asked = devices('groups: ["a", "b"]', 'first: 2');
    expect((await query(asked)).data.devices.totalCount).toBe(3);
    expect((await query(asked)).data.devices.totalCount).toBe(3);
  });

  test('groups without devices tell nothing, and nothing is amiss', async () => {
    const { query } = await taking((asked) => asked);
    expect((await query(devices('groups: ["a", "none"]'))).data.devices.totalCount).toBe(2);
    expect((await query(devices('groups: ["none", "gone"]'))).data.devices.totalCount).toBe(0);
  });
});

describe('in the simulated fleet', () => {
  const gateway = useGateway();

  test('the devices of all groups that have some are those of each', async () => {
    const some = world.groups.all.slice(0, 6).map(({ id }) => id);
    const ask = async (ids: readonly string[]) =>
      (await gateway.query('query ($ids: [ID!]!) { devices(filter: { groups: $ids }) { totalCount } }', {
        variables: { ids },
      })) as { data: { devices: { totalCount: number } } };
    const each = await Promise.all(some.map((id) => ask([id])));
    const { data } = await ask(some);
    expect(data.devices.totalCount).toBe(each.reduce((sum, one) => sum + one.data.devices.totalCount, 0));
  });
});
