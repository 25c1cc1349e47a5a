import { expect, test } from 'vitest';
import { columnsOf, pageQuery } from '../../src/cli/resources.js';
import { rowWriter } from '../../src/cli/rows.js';

const fields =
  'name group { path parent { name } } tags { name } ... on AndroidDevice { patch: securityPatchLevel name }';

test('the columns are the ways to the values, each once, in the order they are written', () => {
  expect(columnsOf(fields).map((way) => way.join('.'))).toEqual([
    'name',
    'group.path',
    'group.parent.name',
    'tags.name',
    'patch',
  ]);
  expect(() => columnsOf('name {')).toThrow(/Syntax Error/);
  expect(() => columnsOf('...Row')).toThrow('write out ...Row');
});

test('a row is a line of CSV, whatever it holds', () => {
  const { head, line } = rowWriter('csv', columnsOf(fields));
  expect(head).toBe('name,group.path,group.parent.name,tags.name,patch\r\n');
  const row = { name: 'a "b", c', group: { path: 'x\ny', parent: null }, tags: [{ name: 't1' }, { name: 't2' }] };
  expect(line(row)).toBe('"a ""b"", c","x\ny",,t1; t2,\r\n');
  expect(line({ name: null, group: null, tags: null, patch: 0 })).toBe(',,,,0\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['\n=1+1', `"'\n=1+1"`],
  ['+49', "'+49"],
  ['@x', "'@x"],
  ['-2+3', "'-2+3"],
  ['-12.5', '-12.5'],
  ['a=b', 'a=b'],
])('in CSV %s is written as %s, so that no spreadsheet takes it for a formula', (value, cell) => {
  expect(rowWriter('csv', [['v']]).line({ v: value })).toBe(`${cell}\r\n`);
});

test('a row is a line of JSON', () => {
  const { head, line } = rowWriter('ndjson', []);
  expect(head + line({ name: 'a\nb' })).toBe('{"name":"a\\nb"}\n');
});

test('a query names only what its list knows', () => {
  expect(pageQuery('users', 'email')).toContain('query Export($first: Int, $after: String)');
  expect(pageQuery('devices', 'name')).toContain(
    'devices(filter: $filter, orderBy: $orderBy, first: $first, after: $after)',
  );
});
