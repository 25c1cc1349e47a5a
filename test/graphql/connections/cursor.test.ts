import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeCursor,
  encodeCursor,
  fingerprint,
  tagOf,
  type Cursor,
} from '../../../src/graphql/connections/cursor.js';

const list = fingerprint('/things/');
const cursor: Cursor = { offset: 19, id: 'thing-1', before: [], after: [] };
const tags = fc.array(fc.string().map(tagOf), { maxLength: 2 });
const anyCursor = fc.record({
  offset: fc.nat(),
  id: fc.string({ unit: 'grapheme', minLength: 1 }),
  before: tags,
  after: tags,
});

test('any place and any id come back as they were', () => {
  fc.assert(
    fc.property(anyCursor, (one) => {
      expect(decodeCursor(encodeCursor(one, list), list, 'after')).toEqual(one);
    }),
  );
});

test('a cursor is plain enough for a URL, and short enough for a page full of them', () => {
  const one = { ...cursor, id: '0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11', before: [tagOf('a'), tagOf('b')] };
  expect(encodeCursor(one, list)).toMatch(/^[\w-]{1,100}$/);
});

const text = encodeCursor(cursor, list);
const packed = (plain: string) => Buffer.from(plain).toString('base64url');
test.each([
  '',
  'x',
  'YXJyYXljb25uZWN0aW9uOjE=',
  `${text}=`,
  `${text} `,
  text.slice(0, -3),
  text.slice(1),
  packed(`${list}:-1:.:a`),
  packed(`${list}:01:.:a`),
  packed(`${list}:1.5:.:a`),
  packed(`${list}:9999999999999999:.:a`),
  packed(`${list}:1:.:`),
  packed(`${list}:1:abc.:a`),
  packed(`${list}:1:a`),
])('%j is no cursor', (mangled) => {
  expect(() => decodeCursor(mangled, list, 'before')).toThrow(
    expect.objectContaining({
      message: '"before" is not a cursor: pass one that pageInfo or an edge gave out, unchanged.',
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  );
});

test('no text that nobody gave out passes for a cursor', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string().map(packed)), (mangled) => {
      expect(() => decodeCursor(mangled, list, 'after')).toThrow('"after" is');
    }),
  );
});

test('a cursor of another list is told apart', () => {
  expect(() => decodeCursor(text, fingerprint('/things/?name=x'), 'after')).toThrow(
    '"after" is a cursor of another list: keep the field and its filter and order as they were, or begin without it.',
  );
});
