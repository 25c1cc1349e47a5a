import { describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';
import { pageIn, pageQuery, responsePath, reachableConnections } from './connection-fields.js';
import { longer, otherwise, startingObjects } from './starts.js';
import type { PageArgs } from './walk.js';

const DEVICES = 40;
const fields = reachableConnections(startingObjects(createWorld(1, DEVICES)));
const gateway = useGateway({ devices: DEVICES });

const anyCursor = async () => {
  const { data } = await gateway.query('{ rootGroup { children(first: 1) { pageInfo { endCursor } } } }');
  return data.rootGroup.children.pageInfo.endCursor as string;
};

/** A cursor as text that was changed on the way. */
const mangled = [
  ['cut short', (cursor: string) => cursor.slice(0, 4)],
  ['with something added', (cursor: string) => `${cursor}=`],
  ['in other letters', (cursor: string) => cursor.toUpperCase()],
  ['with a minus before the place', (cursor: string) => edited(cursor, (text) => text.replace(':', ':-'))],
  ['with a blank before the place', (cursor: string) => edited(cursor, (text) => text.replace(':', ': '))],
  ['with a nought before the place', (cursor: string) => edited(cursor, (text) => text.replace(':', ':0'))],
  ['without the id', (cursor: string) => edited(cursor, (text) => text.replace(/[^:]+$/, ''))],
  ['that is empty', () => ''],
  ['that is made up', () => 'no cursor at all'],
] as const;
const edited = (cursor: string, edit: (text: string) => string) =>
  Buffer.from(edit(Buffer.from(cursor, 'base64url').toString())).toString('base64url');

interface Bad {
  name: string;
  args: (cursor: string) => PageArgs;
  told: RegExp;
}
const bad: Bad[] = [
  { name: 'a negative first', args: () => ({ first: -1 }), told: /"first" is -1: it must be from 0 to 1000/ },
  { name: 'a negative last', args: () => ({ last: -1 }), told: /"last" is -1: it must be from 0 to 1000/ },
  { name: 'a first above 1000', args: () => ({ first: 1001 }), told: /"first" is 1001: it must be from 0 to 1000/ },
  { name: 'a last above 1000', args: () => ({ last: 1001 }), told: /"last" is 1001: it must be from 0 to 1000/ },
  { name: 'first and last', args: () => ({ first: 1, last: 1 }), told: /"first" and "last" cannot go together/ },
  {
    name: 'after and before',
    args: (cursor) => ({ after: cursor, before: cursor }),
    told: /"after" and "before" cannot go together/,
  },
  { name: 'first and before', args: (cursor) => ({ first: 1, before: cursor }), told: /"before" goes with "last"/ },
  { name: 'last and after', args: (cursor) => ({ last: 1, after: cursor }), told: /"after" goes with "first"/ },
  {
    name: 'a cursor of another list',
    args: (cursor) => ({ after: cursor }),
    told: /"after" is a cursor of another list/,
  },
  {
    name: 'a cursor of another list, backward',
    args: (cursor) => ({ last: 1, before: cursor }),
    told: /"before" is a cursor of another list/,
  },
  ...mangled.flatMap(([how, mangle]): Bad[] => [
    { name: `a cursor ${how}`, args: (cursor) => ({ after: mangle(cursor) }), told: /"after" is not a cursor/ },
    {
      name: `a cursor ${how}, backward`,
      args: (cursor) => ({ before: mangle(cursor) }),
      told: /"before" is not a cursor/,
    },
  ]),
];

describe.each(fields)('$name refuses', (field) => {
  const query = pageQuery(field, longer[field.name]);

  test('what makes no sense, and says what would', async () => {
    const cursor = await anyCursor();
    for (const { name, args, told } of bad) {
      const { errors } = await gateway.query(query, { variables: { ...args(cursor) } });
      expect({ name, errors }).toEqual({
        name,
        errors: [
          expect.objectContaining({
            message: expect.stringMatching(told),
            path: responsePath(field),
            extensions: { code: 'BAD_USER_INPUT' },
          }),
        ],
      });
    }
  });
});

test('what makes no sense is refused before anything is asked upstream', async () => {
  const cursor = await anyCursor();
  const devices = fields.find(({ name }) => name === 'Query.devices')!;
  for (const { args } of bad) {
    const { errors, calls } = await gateway.query(pageQuery(devices), { variables: { ...args(cursor) } });
    expect(errors).toHaveLength(1);
    expect(calls).toEqual([]);
  }
});

test('every field that has arguments besides those of paging is tried with others', () => {
  const withOwn = fields.filter(({ ownArguments }) => ownArguments.length > 0).map(({ name }) => name);
  expect(withOwn.toSorted()).toEqual(Object.keys(otherwise).toSorted());
});

test.each(fields.filter(({ name }) => name in otherwise))(
  'a cursor of $name is refused once its other arguments change',
  async (field) => {
    const { data } = await gateway.query(pageQuery(field, longer[field.name]));
    const { endCursor } = pageIn(field, data).pageInfo;
    const { errors } = await gateway.query(pageQuery(field, otherwise[field.name]), {
      variables: { after: endCursor },
    });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('keep the field and its filter and order as they were'),
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  },
);
