import { describe, expect, test } from 'vitest';
import { toCsv } from '../../src/explorer/lists/csv.js';
import { columnsOf, listsIn } from '../../src/explorer/lists/lists.js';

describe('the lists of an answer', () => {
  const data = {
    me: { fullName: 'Ada' },
    groups: {
      totalCount: 9,
      pageInfo: { hasNextPage: true, endCursor: 'c2' },
      nodes: [
        {
          name: 'Europe',
          parent: { name: 'All' },
          devices: { totalCount: 2, edges: [{ node: { id: 'a' } }, { node: { id: 'b' } }] },
        },
        null,
        { name: 'Asia', parent: null, devices: { totalCount: 1, edges: [{ node: { id: 'c' } }] } },
      ],
    },
    nodes: [{ id: 'x', tags: ['till', 'front'] }, null],
  };
  const [groups, devices, nodes] = listsIn(data);

  test('are found wherever they are', () => {
    expect(listsIn(data).map(({ path }) => path.join('.'))).toEqual(['groups', 'groups.nodes.devices', 'nodes']);
    expect(listsIn(undefined)).toEqual([]);
    expect(listsIn({ tags: ['a', 'b'], none: { nodes: null } })).toEqual([]);
  });

  test('have nested objects as columns, and leave lists in their cell', () => {
    expect(columnsOf(groups!.rows)).toEqual(['name', 'parent.name', 'devices', 'devices.totalCount']);
    expect(columnsOf([{ name: 'Asia', parent: null }])).toEqual(['name', 'parent']);
    expect(groups!.rows[0]).toMatchObject({
      name: 'Europe',
      'parent.name': 'All',
      devices: [{ id: 'a' }, { id: 'b' }],
    });
    expect(nodes!.rows).toEqual([{ id: 'x', tags: ['till', 'front'] }]);
  });

  test('are read from `nodes` where `edges` tell the cursors alone', () => {
    const [list] = listsIn({ devices: { edges: [{ cursor: 'c1' }], nodes: [{ name: 'a', tags: [{ name: 't' }] }] } });
    expect(list!.rows).toEqual([{ name: 'a', tags: [{ name: 't' }] }]);
  });

  test('say what page they are', () => {
    expect(groups).toMatchObject({ isConnection: true, isSingle: true, totalCount: 9, pageInfo: { endCursor: 'c2' } });
    expect(nodes).toMatchObject({ isConnection: false, isSingle: true });
  });

  test('inside of other lists are one list, each row with what its parent tells', () => {
    expect(devices).toMatchObject({ isConnection: true, isSingle: false });
    expect(devices!.rows).toEqual([
      { 'groups.name': 'Europe', 'groups.parent.name': 'All', 'groups.devices.totalCount': 2, id: 'a' },
      { 'groups.name': 'Europe', 'groups.parent.name': 'All', 'groups.devices.totalCount': 2, id: 'b' },
      { 'groups.name': 'Asia', 'groups.parent': null, 'groups.devices.totalCount': 1, id: 'c' },
    ]);
  });
});

describe('a CSV file', () => {
  const cell = (value: unknown) => toCsv([{ value }]).split('\r\n').slice(1, -1).join('\r\n');

  test('has a header, an end of line after each row, and all columns in all rows', () => {
    expect(
      toCsv([
        { name: 'a', level: 1 },
        { name: 'b', 'group.name': 'x' },
      ]),
    ).toBe('\uFEFFname,level,group.name\r\na,1,\r\nb,,x\r\n');
  });

  test.each([
    ['a comma, and more', '"a comma, and more"'],
    ['a "quote"', '"a ""quote"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    [null, ''],
    [false, 'false'],
    [-12.5, '-12.5'],
    [['till', 'front'], 'till; front'],
    [[{ id: 'a' }], '"[{""id"":""a""}]"'],
    ['Ünlü', 'Ünlü'],
  ])('writes %j as %s', (value, written) => expect(cell(value)).toBe(written));

  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1+cmd', "'+1+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [['=1', 'b'], "'=1; b"],
    ['-12.5', '-12.5'],
    ['+4912345', '+4912345'],
  ])('leads what would be a formula, %j, by an apostrophe', (value, written) => expect(cell(value)).toBe(written));
});
