import { expect, test } from 'vitest';
import { DateTime, JSON as Json } from '../../src/graphql/scalars.js';

test.each([
  ['microseconds with Z', '2021-02-14T17:59:58.405422Z', '2021-02-14T17:59:58.405Z'],
  ['seconds with Z', '2021-02-14T17:59:58Z', '2021-02-14T17:59:58.000Z'],
  ['a fraction with a numeric offset', '2021-02-14T23:29:58.405422+05:30', '2021-02-14T17:59:58.405Z'],
  ['an offset without a colon', '2021-02-14T10:59:58-0700', '2021-02-14T17:59:58.000Z'],
  ['minutes only', '2025-01-02T03:04Z', '2025-01-02T03:04:00.000Z'],
  ['no zone at all, which is UTC', '2025-01-02T03:04:05', '2025-01-02T03:04:05.000Z'],
  ['a day', '2025-01-02', '2025-01-02T00:00:00.000Z'],
  ["the last day of a leap year's February", '2028-02-29T23:59:59Z', '2028-02-29T23:59:59.000Z'],
  ['the last day of a month elsewhere', '2026-01-31T23:30:00-05:00', '2026-02-01T04:30:00.000Z'],
])('an instant written with %s is given out in UTC with milliseconds', (_, sent, given) => {
  expect(DateTime.serialize(sent)).toBe(given);
  expect(DateTime.parseValue(sent)).toEqual(new Date(given));
});

test('an instant that is a Date already is given out as one', () => {
  expect(DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
});

test.each([
  '',
  'yesterday',
  '5',
  '2026',
  1767225600,
  '2026-13-01T00:00:00Z',
  '2026-01-31T25:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T23:60:00Z',
  '2026-12-31T23:59:60Z',
  '2026-02-30T10:00:00Z',
  '2026-02-29',
  '2026-02-29T23:59:58.405422+05:30',
  '2026-04-31T10:00',
  '2026-01-32',
  '2026-01-00',
  '31/01/2026',
  null,
  {},
])('%j is no instant', (value) => {
  expect(() => DateTime.serialize(value)).toThrow('DateTime cannot represent');
  expect(() => DateTime.parseValue(value)).toThrow('write it as in 2026-01-31T12:00:00Z');
});

test('JSON is given out as it came', () => {
  const value = { a: [1, null, { 'b-c': true }] };
  expect(Json.serialize(value)).toBe(value);
  expect(Json.parseValue(value)).toBe(value);
});

test('JSON that a client sends may be nested so deep that all who go through it can', () => {
  const nested = (levels: number): unknown =>
    levels === 0 ? 1 : levels % 2 ? [nested(levels - 1)] : { a: nested(levels - 1) };
  expect(Json.parseValue(nested(100))).toEqual(nested(100));
  expect(() => Json.parseValue([1, nested(100)])).toThrow('nested more than 100 deep');
});
