import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { blocks, section, table } from '../../readme/markdown.js';
import { useGateway, type Answer } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const costOf = ({ extensions }: Answer) => extensions.upstream.cost!;
const refused = (name: string, found: number, most: number) => ({
  message: expect.stringContaining(`${found}`),
  extensions: { code: 'LIMIT_EXCEEDED', limit: { name, found, most } },
});

describe('what a query is priced at beforehand', () => {
  // A price is for the worst, so it is held against what is sure.
  const gateway = useGateway({ env: { DEVICES_BY_GROUPS: 'false' } });

  test.each([
    ...blocks(section(readme, 'A query and its cost'), 'graphql'),
    ...table(section(readme, 'How calls are saved'), 'Query').map(([query = '']) => query.replaceAll('`', '')),
    '{ devices(first: 1000) { nodes { name group { name } tags { name } apps { nodes { name app { name } } } } } }',
    '{ devices(first: 60) { nodes { apps { nodes { version { versionName app { packageName } } } } } } }',
    '{ devices(last: 300) { edges { cursor node { latestStatus { createdAt } } } } }',
    '{ devices(filter: { tags: ["kiosk"] }) { totalCount } }',
    '{ groups(first: 50) { nodes { devices(first: 5) { totalCount nodes { name } } } } }',
    '{ rootGroup { children { nodes { children { nodes { children { nodes { children { nodes { name } } } } } } } } } }',
    '{ users { nodes { fullName role { name } groups { nodes { name childrenCount } } invites { totalCount } } } }',
    '{ apps(first: 3) { nodes { name installedCount latestVersion { versionName sizeMb } devices(first: 3) { nodes { name os } } } } }',
    '{ devices(first: 30) { nodes { __typename ... on AndroidDevice { timezone policyName } ... on AppleDevice { isSupervised } } } }',
  ])('is never below what it takes, nor above five times that and 50: %s', async (query) => {
    const answer = await gateway.query(query);
    expect(answer.errors?.filter(({ extensions }) => extensions?.['code'] !== 'BAD_USER_INPUT') ?? []).toEqual([]);
    const { estimated, actual } = costOf(answer);
    expect(actual.calls).toBe(answer.calls.length);
    expect(estimated.calls).toBeGreaterThanOrEqual(actual.calls);
    expect(estimated.calls).toBeLessThanOrEqual(5 * actual.calls + 50);
  });

  const price = async (query: string, variables = {}) => costOf(await gateway.query(query, { variables })).estimated;

  test.each<[string, object, { calls: number; rows: number }]>([
    [
      'query ($n: Int) { devices(first: $n) { nodes { latestStatus { createdAt } } } }',
      { n: 7 },
      { calls: 8, rows: 7 },
    ],
    ['query ($n: Int = 9) { devices(first: $n) { nodes { latestStatus { createdAt } } } }', {}, { calls: 10, rows: 9 }],
    ['{ devices { nodes { latestStatus { createdAt } } } }', {}, { calls: 21, rows: 20 }],
    ['{ devices(first: 501) { nodes { name } } }', {}, { calls: 3, rows: 501 }],
    [
      '{ devices(first: 3) { nodes { name } edges { node { latestStatus { createdAt } } } } }',
      {},
      { calls: 4, rows: 6 },
    ],
    ['{ a: devices(first: 3) { nodes { name } } b: devices(first: 4) { nodes { name } } }', {}, { calls: 2, rows: 7 }],
    [
      '{ devices(first: 3) { nodes { ...a ...b } } } fragment a on Device { latestStatus { createdAt } } fragment b on Device { latestStatus { esperId } }',
      {},
      { calls: 4, rows: 3 },
    ],
    [
      'query ($on: Boolean!) { devices(first: 3) { nodes { name latestStatus @include(if: $on) { createdAt } } } }',
      { on: false },
      { calls: 1, rows: 3 },
    ],
    ['{ devices(first: 3) { nodes { name latestStatus @skip(if: false) { createdAt } } } }', {}, { calls: 4, rows: 3 }],
    [
      '{ devices(first: 3) { nodes { ... on AndroidDevice { timezone } ... on AppleDevice { udid } } } }',
      {},
      { calls: 5, rows: 3 },
    ],
    ['{ devices(first: 0) { totalCount } }', {}, { calls: 1, rows: 0 }],
    ['{ __schema { types { name } } }', {}, { calls: 0, rows: 0 }],
  ])('%s with %j is %j', async (query, variables, estimated) => {
    expect(await price(query, variables)).toEqual(estimated);
  });

  test('counts ids', async () => {
    const ids = gateway.simulator.world.groups.all.slice(0, 12).map(({ id }) => nodeId('Group', id));
    expect(await price('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual({ calls: 24, rows: 12 });
  });
});

describe('a gateway that must learn the enterprise', () => {
  const gateway = useGateway({ env: { ESPER_ENTERPRISE_ID: '' } });

  test('counts two calls for it until it knows', async () => {
    const query = '{ groups(first: 1) { nodes { name } } }';
    const [first, then] = [await gateway.query(query), await gateway.query(query)];
    expect([costOf(first).estimated.calls, first.calls.length]).toEqual([3, 2]);
    expect([costOf(then).estimated.calls, then.calls.length]).toEqual([1, 1]);
  });
});

const count = {
  devices: 'GET /v2/devices/?limit=1&ordering=name',
  groups: expect.stringMatching(/^GET [^ ]+[/]devicegroup[/][?]limit=1$/) as string,
};

describe('an operation that could cost too much of a larger fleet', () => {
  const gateway = useGateway();

  test('is carried out when those that it asks for are counted, and few, as the README says', async () => {
    const inner = 'children(first: 50) { nodes { name devices(first: 20) { nodes { name } } } }';
    const { data, errors, calls, extensions } = await gateway.query(
      `{ groups(first: 50) { nodes { name ${inner} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.groups.nodes).toHaveLength(gateway.simulator.world.groups.all.length);
    expect(calls[0]).toEqual(count.groups);
    const { estimated, actual } = extensions.upstream.cost!;
    expect([estimated.calls, actual.calls, calls.length]).toEqual([91, 6, 6]);
    expect(section(readme, 'Limits, and the price of a query')).toMatch(
      /could take 2542\s+calls; before the 48 groups of the simulator they are priced at 91, and take 6/,
    );
  });
});

describe('an operation that is too dear', () => {
  const gateway = useGateway({ env: { LIMIT_COST_CALLS: '30', LIMIT_COST_ROWS: '1000' } });
  const statuses = (first: number) =>
    `{ devices(first: ${first}, filter: { platforms: [ANDROID] }) { nodes { latestStatus { createdAt } } } }`;

  test('is refused with its price and the limit when what it asks for was counted, and nothing else is asked', async () => {
    const fits = await gateway.query(statuses(29));
    expect(fits.errors).toBeUndefined();
    expect(costOf(fits)).toEqual({
      estimated: { calls: 30, rows: 29 },
      actual: { calls: 30 },
      limit: { calls: 30, rows: 1000 },
    });
    const { status, data, errors, calls, extensions } = await gateway.query(statuses(30));
    expect({ status, data, calls }).toEqual({ status: 200, data: undefined, calls: [count.devices] });
    expect(errors).toEqual([refused('LIMIT_COST_CALLS', 32, 30)]);
    expect(extensions.upstream.cost).toMatchObject({ estimated: { calls: 32 }, actual: { calls: 1 } });
  });

  test.each([
    ['the REST API fails', 'demo-admin', 502, 'UPSTREAM_UNAVAILABLE'],
    ['the key has expired', 'demo-expired', 401, 'UNAUTHENTICATED'],
  ])('as far as nobody can count, since %s, is told that and not that it is too dear', async (_, key, status, code) => {
    if (status === 502) gateway.simulator.faults.inject({ kind: 'status', status: 503 });
    const answer = await gateway.query(statuses(30), { key });
    expect(answer).toMatchObject({ status, errors: [{ extensions: { code } }] });
    expect(new Set(answer.calls)).toEqual(new Set([count.devices]));
  });

  test('in rows is refused too, though it costs few calls', async () => {
    const query = '{ a: devices(first: 600) { nodes { name } } b: devices(last: 600) { nodes { name } } }';
    const { errors, calls } = await gateway.query(query);
    expect(errors).toEqual([refused('LIMIT_COST_ROWS', 1200, 1000)]);
    expect(calls).toEqual([count.devices]);
  });

  test.each([
    [
      'a null in the variable of another field',
      `query ($id: ID = "x") { node(id: $id) { id } ${statuses(500).slice(1)}`,
      { id: null },
    ],
    [
      'a null in the variable of a directive',
      `query ($on: Boolean = true) { rootGroup { name @skip(if: $on) } ${statuses(500).slice(1)}`,
      { on: null },
    ],
  ])('cannot be hidden by %s', async (_, query, variables) => {
    const { errors, calls } = await gateway.query(query, { variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_COST_CALLS' } });
    expect(calls).toEqual([count.devices]);
  });
});

test('an operation that turns out dearer than its price is stopped at the limit', async () => {
  // More groups than a price assumes: the path is looked for in all of them.
  const esper = await beforeEsperThat(groupsWithout('All devices/Shops'), { LIMIT_COST_CALLS: '10' });
  const { data, errors, extensions } = await esper.query('{ group(path: "All devices/Shops") { name } }');
  expect(data).toEqual({ group: null });
  expect(errors).toMatchObject([
    { path: ['group'], extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_COST_CALLS', most: 10 } } },
  ]);
  expect(esper.calls.length).toBeLessThanOrEqual(10);
  expect(extensions.upstream.cost).toMatchObject({ estimated: { calls: 5 }, limit: { calls: 10 } });
});

/** Pages of a list of ten thousand groups. */
const groupsWithout = (path: string) => (url: URL) => {
  const [offset, limit] = ['offset', 'limit'].map((name) => Number(url.searchParams.get(name)));
  const results = Array.from({ length: limit! }, (_, n) => ({ id: `${offset! + n}`, path: `${path} ${offset! + n}` }));
  return { count: 10_000, next: null, previous: null, results };
};
