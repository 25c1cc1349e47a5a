import { expect, test } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const group = (id: string, parent?: string) => ({
  id,
  name: `Group ${id}`,
  path: id,
  enterprise: `https://esper.example/api/enterprise/${ENTERPRISE}/`,
  ...(parent && { parent: `https://esper.example/api/enterprise/${ENTERPRISE}/devicegroup/${parent}/` }),
  device_count: 0,
  children_count: 0,
  created_on: '2026-01-01T00:00:00Z',
  updated_on: '2026-01-01T00:00:00Z',
});
const tree = [group('root'), group('a', 'root'), group('b', 'root'), group('c', 'a')];

test('a REST API that ignores the filter by parent is found out, and children are cut from the list', async () => {
  const { query, calls } = await beforeEsperThat(({ pathname, searchParams }) => {
    const one = tree.find(({ id }) => pathname.endsWith(`/devicegroup/${id}/`));
    const offset = Number(searchParams.get('offset') ?? 0);
    const results = tree.slice(offset, offset + Number(searchParams.get('limit')));
    return one ?? { count: tree.length, next: null, previous: null, results };
  });

  const { data, errors } = await query(`{
    root: groups(filter: { parent: "root" }) { totalCount nodes { esperId } }
    a: groups(filter: { parent: "a" }) { totalCount nodes { esperId } }
    b: groups(filter: { parent: "b" }) { totalCount nodes { esperId } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.root).toEqual({ totalCount: 2, nodes: [{ esperId: 'a' }, { esperId: 'b' }] });
  expect(data.a).toEqual({ totalCount: 1, nodes: [{ esperId: 'c' }] });
  expect(data.b).toEqual({ totalCount: 0, nodes: [] });
  const totalOf = async (id: string) =>
    (await query(`{ groups(filter: { parent: "${id}" }) { totalCount } }`)).data.groups.totalCount;
  expect([await totalOf('a'), await totalOf('root')]).toEqual([1, 2]);
  expect(calls.filter((call) => call.includes('parent='))).toHaveLength(3); // what was found out is remembered
});

test.each([
  ['takes no notice of it', tree],
  ['looks for a part of a name', tree.filter(({ name }) => name !== 'Group b')],
])('a filter by name finds whole names, also by a REST API that %s', async (_, found) => {
  const named = found.map((one) => (one.id === 'a' ? { ...one, name: 'group' } : one));
  const { query } = await beforeEsperThat(({ searchParams }) => ({
    count: named.length,
    results: named.slice(Number(searchParams.get('offset') ?? 0)),
  }));
  const { data } = await query('{ groups(filter: { name: "Group" }) { totalCount nodes { esperId } } }');
  expect(data.groups).toEqual({ totalCount: 1, nodes: [{ esperId: 'a' }] });
  expect((await query('{ groups(filter: { name: "Group" }) { totalCount } }')).data.groups.totalCount).toBe(1);
});

test('groups that stand one below the other in a ring have each other above them, once, and are counted once', async () => {
  const ring = [group('a', 'b'), group('b', 'a')].map((one) => ({ ...one, device_count: 3 }));
  const { query } = await beforeEsperThat(
    ({ pathname }) =>
      ring.find(({ id }) => pathname.endsWith(`/devicegroup/${id}/`)) ?? { count: ring.length, results: ring },
  );
  const above = await query('{ group(id: "a") { ancestors { esperId } } }');
  expect(above.data.group.ancestors).toEqual([{ esperId: 'a' }, { esperId: 'b' }]);
  const { data } = await query('{ groups { nodes { totalDeviceCount } } }');
  expect(data.groups.nodes).toEqual([{ totalDeviceCount: 6 }, { totalDeviceCount: 6 }]);
});

test('a group of which the answer to a change does not tell all is read', async () => {
  const { updated_on: _, ...told } = group('a', 'root');
  const { query, calls } = await beforeEsperThat(({ searchParams }) =>
    searchParams.has('action') ? told : group('a'),
  );
  const { data, errors } = await query(
    'mutation { renameGroup(input: { group: "a", name: "Group a" }) { group { name updatedAt } userErrors { message } } }',
  );
  expect(errors).toBeUndefined();
  const whole = { name: 'Group a', updatedAt: '2026-01-01T00:00:00.000Z' };
  expect(data.renameGroup).toEqual({ group: whole, userErrors: [] });
  expect(calls).toHaveLength(2);
});

test('groups of which nobody says when they changed leave the list standing', async () => {
  const { updated_on: _, ...told } = group('a');
  const { query } = await beforeEsperThat(() => ({ count: 1, results: [told] }));
  const { data, errors } = await query('{ groups { nodes { name updatedAt } } }');
  expect(errors).toBeUndefined();
  expect(data.groups.nodes).toEqual([{ name: 'Group a', updatedAt: null }]);
});
