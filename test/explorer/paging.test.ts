import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { askPageInfo, hasPage, turnPage } from '../../src/explorer/lists/paging.js';

const pageInfo = { hasNextPage: true, hasPreviousPage: false, startCursor: 'S', endCursor: 'E' };
const turn = (query: string, direction: 'next' | 'previous', variables = '', path = ['devices']) =>
  turnPage({ query, variables, operationName: null }, path, pageInfo, direction);

test('there is a page where the answer says so, and gives its cursor', () => {
  expect(hasPage(pageInfo, 'next')).toBe(true);
  expect(hasPage(pageInfo, 'previous')).toBe(false);
  expect(hasPage({ hasNextPage: true }, 'next')).toBe(false);
  expect(hasPage(undefined, 'next')).toBe(false);
});

describe('turning a page', () => {
  test.each([
    ['next', '{ devices { nodes { id } } }', '{ devices(first: 20, after: "E") { nodes { id } } }'],
    ['previous', '{ devices { nodes { id } } }', '{ devices(last: 20, before: "S") { nodes { id } } }'],
    ['next', '{ devices(first: 5) { nodes { id } } }', '{ devices(first: 5, after: "E") { nodes { id } } }'],
    [
      'next',
      '{ devices(after: "D", first: 5, filter: { os: IOS }) @include(if: true) { id } }',
      '{ devices(first: 5, after: "E", filter: { os: IOS }) @include(if: true) { id } }',
    ],
    ['next', '{ devices(last: 5, before: "S") { id } }', '{ devices(first: 5, after: "E") { id } }'],
    [
      'previous',
      '# all\n{ devices(first: 5, after: "D") { id } } # end',
      '# all\n{ devices(last: 5, before: "S") { id } } # end',
    ],
    [
      'next',
      '{\n  devices(\n    first: 5\n    filter: { os: IOS }\n  ) {\n    id\n  }\n}',
      '{\n  devices(\n    first: 5\n    after: "E"\n    filter: { os: IOS }\n  ) {\n    id\n  }\n}',
    ],
    [
      'next',
      '{ ...List } fragment List on Query { devices { id } }',
      '{ ...List } fragment List on Query { devices(first: 20, after: "E") { id } }',
    ],
  ] as const)('%s rewrites %j', (direction, query, expected) => {
    expect(turn(query, direction)?.query).toBe(expected);
    parse(expected);
  });

  test('finds a list by its alias, and in the operation of that name', () => {
    const query = 'query A { x { id } } query B { x: devices { id } }';
    const turned = turnPage({ query, variables: '', operationName: 'B' }, ['x'], pageInfo, 'next');
    expect(turned?.query).toBe('query A { x { id } } query B { x: devices(first: 20, after: "E") { id } }');
  });

  test('puts a cursor that is a variable into the variables', () => {
    const query = 'query Page($n: Int, $after: String) { devices(first: $n, after: $after) { id } }';
    const turned = turn(query, 'next', '{ "n": 5 }');
    expect(turned?.query).toBe(query);
    expect(JSON.parse(turned?.variables ?? '')).toEqual({ n: 5, after: 'E' });
  });

  test('drops a variable that is no longer used', () => {
    const query = 'query Page($n: Int, $after: String) { devices(first: $n, after: $after) { id } }';
    const turned = turn(query, 'previous', '{ "n": 5, "after": "D" }');
    expect(turned?.query).toBe('query Page($n: Int) { devices(last: $n, before: "S") { id } }');
    expect(JSON.parse(turned?.variables ?? '')).toEqual({ n: 5 });
    expect(
      turn('query Page($after: String) { devices(after: $after) { id } }', 'previous', '{ "after": "D" }'),
    ).toEqual({
      query: 'query Page { devices(last: 20, before: "S") { id } }',
      variables: '',
    });
  });

  test.each(['{ devices {', '{ groups { id } }'])('leaves %j alone', (query) => expect(turn(query, 'next')).toBeNull());

  test('leaves variables alone that cannot be read', () => {
    expect(turn('{ devices { id } }', 'next', '{ broken')).toBeNull();
  });
});

test('pageInfo is asked for where the list is', () => {
  const query = '{\n  devices(first: 5) {\n    nodes {\n      id\n    }\n  }\n}\n';
  expect(askPageInfo({ query, variables: '', operationName: null }, ['devices'])).toBe(
    '{\n  devices(first: 5) {\n    nodes {\n      id\n    }\n    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n  }\n}\n',
  );
  const inOneLine = askPageInfo({ query: '{ devices { nodes { id } } }', variables: '', operationName: null }, [
    'devices',
  ]);
  expect(() => parse(inOneLine ?? '')).not.toThrow();
});
