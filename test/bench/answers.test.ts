import { expect, test } from 'vitest';
import { difference, withoutCursors } from '../../bench/compare.mjs';
import { dialects } from '../../bench/dialects.mjs';
import { idOf } from '../../bench/fleet/values.mjs';
import { queries } from '../../bench/queries.mjs';

const sent = (data: object) => Buffer.from(JSON.stringify({ data }));

test('a graph that is spelt as the REST API is asked in its words', () => {
  const { path, body } = dialects.rest.request('Q1', {
    first: 20,
    after: '40',
    filter: { platforms: ['ANDROID'], state: 'INACTIVE' },
    orderBy: { field: 'CREATED_AT', direction: 'DESC' },
  });
  expect(path).toBe('/graphql');
  expect(body).toMatchObject({
    variables: { limit: 20, offset: 40, ordering: '-created_at', platform: 'ANDROID', state: 60, search: null },
  });
  expect(dialects.rest.request('Q2', { id: idOf({ platform: 'LINUX', id: 'abc' }) }).body).toMatchObject({
    variables: { id: 'abc' },
  });
});

test('and its answer says what the gateway’s does', () => {
  const row = { id: 'a', platform: 'APPLE', name: 'n', state: 60, tenant_id: 'e', group: { name: 'g', id: 'x' } };
  const answer = sent({ devices: { content: { count: 3, results: [row, { ...row, id: 'b', group: null }] } } });
  const node = { name: 'n', state: 'INACTIVE', group: { name: 'g' }, enterprise: { esperId: 'e' } };
  expect(dialects.rest.dataOf('Q3', answer, { first: 2 })).toEqual({
    devices: {
      nodes: [
        { id: idOf(row), ...node },
        { id: idOf({ ...row, id: 'b' }), ...node, group: null },
      ],
      pageInfo: { hasNextPage: true, endCursor: '2' },
    },
  });
});

test('what it cannot be asked is said of it, and nothing else is left out', () => {
  const left = Object.keys(queries).filter((name) => dialects.rest.whyNot(name));
  expect(left).toEqual(['Q4', 'Q7']);
  expect(Object.keys(queries).filter((name) => dialects.graph.whyNot(name))).toEqual([]);
});

test('posts are asked for alike everywhere', () => {
  expect(dialects.rest.request('Q8', { start: 2 })).toEqual(dialects.graph.request('Q8', { start: 2 }));
});

test('answers are equal when nothing but cursors differs, and else it is said where', () => {
  const page = (endCursor: string, name: string) =>
    withoutCursors([{ devices: { nodes: [{ name, cursor: endCursor }], pageInfo: { endCursor } } }]);
  expect(difference(page('a', 'n'), page('b', 'n'))).toBeUndefined();
  expect(difference(page('a', 'n'), page('a', 'm'))).toBe('data.0.devices.nodes.0.name: "n" and "m"');
  expect(difference({ a: [1] }, { a: [1, 2] })).toBe('data.a.1: undefined and 2');
});
