import { describe, expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';
import { world } from './fleet.js';

type Taken = (groups: readonly string[], isWithSubgroups: boolean) => readonly string[];

const device = (id: string, group_id: string) => ({ id, name: id, group_id, platform: 'ANDROID', state: 1 });
/** Of groups in a row; `deep` lies within `a`. */
const fleet = [device('a1', 'a'), device('a2', 'a'), device('b1', 'b'), device('d1', 'deep'), device('z1', 'z')];

const all: Taken = (groups, isWithSubgroups) =>
  isWithSubgroups && groups.includes('a') ? [...groups, 'deep'] : groups;
const first: Taken = ([one = ''], isWithSubgroups) => all([one], isWithSubgroups);
const last: Taken = (groups, isWithSubgroups) => all(groups.slice(-1), isWithSubgroups);

/** A gateway before a REST API that takes those of the groups it is asked for. */
const taking = (taken: Taken, mayAnswer: (asked: URLSearchParams) => boolean = () => true) =>
  beforeEsperThat(({ searchParams }) => {
    if (!mayAnswer(searchParams)) return 'nothing that could be read';
    const [alone, within] = [searchParams.get('group_multi_immediate'), searchParams.get('group_multi')];
    const groups = taken((alone ?? within ?? '').split(','), within !== null);
    const fits = fleet.filter(({ group_id }) => groups.includes(group_id));
    const results = fits.slice(0, Number(searchParams.get('limit')));
    return { content: { count: fits.length, next: null, prev: null, results } };
  });

const devices = (filter: string, rest = 'first: 5') =>
  `{ devices(filter: { ${filter} }, ${rest}) { totalCount nodes { name } } }`;
const SUBGROUPS = 'includeSubgroups: true';

describe.each([
  ['the first', first],
  ['the last', last],
])('where the REST API heeds %s of several groups alone', (_, taken) => {
  test.each([
    ['rows', devices('groups: ["a", "b"]'), null],
    ['rows of another order', devices('groups: ["b", "a"], state: ACTIVE'), null],
    ['rows of groups of one size', devices('groups: ["b", "z"]'), null],
    ['no rows, of which some are lacking', devices('groups: ["none", "a", "gone"]'), null],
    ['rows with those of subgroups', devices(`groups: ["a", "b"], ${SUBGROUPS}`), null],
    ['a group and one below it', devices(`groups: ["deep", "a"], ${SUBGROUPS}`), null],
    ['a count', '{ devices(filter: { groups: ["a", "b"] }) { totalCount } }', { totalCount: null }],
  ])('a list that lacks the others is none: %s', async (_, asked, none) => {
    const { query, calls } = await taking(taken);
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
    const { query, calls } = await taking(all);
    expect((await query(devices('groups: ["a", "b"]'))).data.devices.totalCount).toBe(3);
    expect(calls).toHaveLength(1);
    expect((await query(devices('groups: ["a", "b"]', 'first: 1'))).data.devices.totalCount).toBe(3);
    expect(calls).toHaveLength(2);
  });

  test('a list without rows is believed, and of many groups only some are asked for alone to see it', async () => {
    const { query, calls } = await taking(all);
    const none = JSON.stringify(Array.from({ length: 40 }, (_, at) => `none-${at}`));
    expect((await query(devices(`groups: ${none}`))).data.devices).toEqual({ totalCount: 0, nodes: [] });
    expect(calls.length).toBeLessThan(15);
  });

  test.each([
    ['a page that shows one of them', 'groups: ["a", "b"]', 3],
    ['a page of subgroups too', `groups: ["a", "b"], ${SUBGROUPS}`, 4],
  ])('%s is held against what the first and the last have, once', async (_, filter, total) => {
    const { query, calls } = await taking(all);
    const asked = devices(filter, 'first: 2');
    const expected = { totalCount: total, nodes: [{ name: 'a1' }, { name: 'a2' }] };
    expect((await query(asked)).data.devices).toEqual(expected);
    const { length } = calls;
    expect(length).toBeLessThanOrEqual(5);
    expect((await query(asked)).data.devices).toEqual(expected);
    expect(calls).toHaveLength(length + 1);
  });

  test('a list is not lost where there is nothing to hold it against', async () => {
    const { query } = await taking(all, (asked) => asked.get('limit') !== '1');
    expect((await query(devices('groups: ["a", "b"]', 'first: 2'))).data.devices.totalCount).toBe(3);
  });

  test.each([
    ['one of which has none', 'groups: ["a", "none"]', 2],
    ['none of which has any', 'groups: ["none", "gone", "away"]', 0],
    ['one of which lies within the other', `groups: ["deep", "a"], ${SUBGROUPS}`, 3],
  ])('groups %s tell nothing, and nothing is amiss', async (_, filter, total) => {
    const { query } = await taking(all);
    for (let times = 0; times < 2; times++)
      expect((await query(devices(filter, 'first: 1'))).data.devices.totalCount).toBe(total);
  });
});

test('what the REST API makes of several groups says nothing of what it makes of them with their subgroups', async () => {
  const { query } = await taking((groups, isWithSubgroups) => (isWithSubgroups ? first : all)(groups, isWithSubgroups));
  expect((await query(devices('groups: ["a", "b"]'))).data.devices.totalCount).toBe(3);
  const { data, errors } = await query(devices(`groups: ["a", "b"], ${SUBGROUPS}`));
  expect([data, errors[0].extensions.code]).toEqual([{ devices: null }, 'BAD_USER_INPUT']);
  expect((await query(devices('groups: ["a", "b"]'))).data.devices.totalCount).toBe(3);
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
