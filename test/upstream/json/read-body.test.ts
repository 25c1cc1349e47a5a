import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyReader } from '../../../src/upstream/json/read-body.js';
import { keep, LazyRecord } from '../../../src/upstream/json/lazy-record.js';

const isSecret = (key: string) => key === 'token';
const reader = bodyReader(isSecret);
const read = (bytes: Buffer) => reader(bytes, (cause) => cause as Error);
const bytesOf = (text: string) => Buffer.from(text + ' '.repeat(8192)); // what is shorter is read at once

/** A device as a list has it, of two makes. */
const row = (n: number) => ({
  id: `d${n}`,
  name: n % 3 === 0 ? `Grüße "${n}"\n` : `Kiosk ${n}`,
  token: `SECRET-${n}`,
  level: n % 2 === 0 ? n : -n / 8,
  big: 12345678901234567000,
  tags: n % 4 === 0 ? [] : ['a', null, { deep: [n], token: 'SECRET' }],
  hardware: n % 5 === 0 ? null : { brand: 'Zebra', token: 'SECRET', memory: { total: n, units: '}]"' } },
  ...(n % 2 === 0 && { isOdd: false }),
});
const rows = Array.from({ length: 100 }, (_, n) => row(n));

/** What JSON.parse makes of it, and then lacks the secrets. */
const expected = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (isSecret(key) ? undefined : value));

const lists = {
  legacy: { count: 100, next: 'https://a/b?x=1', previous: null, results: rows },
  v2: { code: 200, content: { count: 100, results: rows }, token: 'SECRET' },
  bare: rows,
  'in a list': [[rows], 1, 'x'],
  'with what is no record': [...rows, 7, null, 'text', [1], {}, { __proto__x: 1 }],
};

test.each(Object.entries(lists))('a list (%s) reads as JSON.parse has it, without secrets', (_, body) => {
  for (const text of [JSON.stringify(body), JSON.stringify(body, null, 2), `\n\t ${JSON.stringify(body)} \r\n`]) {
    const found = read(bytesOf(text));
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected(text)));
    expect(JSON.stringify(found)).not.toContain('SECRET');
  }
});

test('a record reads like any object, but decodes what is asked for only', () => {
  const broken = JSON.stringify(rows).replace('"Zebra"', 'no value');
  const [, found] = read(bytesOf(broken)) as Record<string, unknown>[];
  expect(found).toBeInstanceOf(LazyRecord);
  expect([found?.['id'], found?.['level'], found?.['isOdd'], found?.['token']]).toEqual([
    'd1',
    -0.125,
    undefined,
    undefined,
  ]);
  expect(['id' in found!, 'isOdd' in found!, 'token' in found!]).toEqual([true, false, false]);
  expect(() => found?.['hardware']).toThrow(SyntaxError);
});

test('an object or a list in a record is the same whenever it is read', () => {
  const [, , found] = read(bytesOf(JSON.stringify(rows))) as Record<string, unknown>[];
  expect(found?.['hardware']).toBe(found?.['hardware']);
  expect(found?.['tags']).toEqual(['a', null, { deep: [2] }]);
});

test('a record that is kept takes twice its text at most, is frozen, and remembers what is read of it', () => {
  const text = JSON.stringify(rows);
  const found = read(bytesOf(text)) as Record<string, Record<string, unknown>>[];
  const bytes = found.reduce((sum, record) => sum + keep(record as unknown as LazyRecord), 0);
  expect(bytes).toBeGreaterThan(2 * (text.length + 8192));
  expect(bytes).toBeLessThan(2.5 * (text.length + 8192));
  expect(Object.isFrozen(found[2]?.['hardware'])).toBe(true);
  expect(found[2]?.['hardware']).toBe(found[2]?.['hardware']);
  expect(JSON.stringify(found)).toBe(JSON.stringify(expected(text)));
});

test('records with unusual keys are read at once, and so are those with ever new ones', () => {
  const unusual = [{ 'a"b': 1 }, { grüße: 1 }, { toJSON: 1 }, { constructor: 2 }, JSON.parse('{"__proto__": 3}')];
  const free = Array.from({ length: 200 }, (_, n) => ({ [`key${n}`]: n, [`other${n}`]: n }));
  const text = JSON.stringify([...unusual, ...free]);
  const found = read(bytesOf(text)) as object[];
  expect(JSON.stringify(found)).toBe(text);
  expect(found.slice(0, 5).some((record) => record instanceof LazyRecord)).toBe(false);
  expect(found.filter((record) => record instanceof LazyRecord).length).toBeLessThan(25);
});

test('a key that is there twice counts with its last value', () => {
  expect(JSON.stringify(read(bytesOf('[{"id":"a","id":"b"}]')))).toBe('[{"id":"b"}]');
});

test('whatever JSON comes in a list, it reads as JSON.parse has it', () => {
  const record = fc.dictionary(
    fc.oneof(fc.constantFrom('id', 'name', 'token', '__proto__'), fc.string()),
    fc.jsonValue(),
  );
  const numbers = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.maxSafeInteger());
  const body = fc.array(fc.oneof(record, fc.record({ id: fc.string({ unit: 'binary' }), n: numbers })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(body, fc.constantFrom(undefined, 1), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(JSON.stringify(read(bytesOf(text)))).toBe(JSON.stringify(expected(text)));
    }),
  );
});

test('a body that was cut off anywhere, or has a byte too much, is none', () => {
  const text = JSON.stringify({ count: 2, results: [row(1), row(2)], more: [true] });
  for (let end = 1; end < text.length; end++) expect(() => read(bytesOf(text.slice(0, end)))).toThrow(SyntaxError);
  for (const wrong of ['}', ',', ']', '1', '"']) expect(() => read(bytesOf(text + wrong)), wrong).toThrow(SyntaxError);
});

test.each([
  '[{"id":1},]',
  '[{"id":1,}]',
  '[{"id" 1}]',
  '[{"id":1]]',
  '[{id:1}]',
  '[{"id":}]',
  '[{,"id":1}]',
  '{"a":[{}] "b":1}',
  '{1:[{}]}',
  '[{}',
])('what is no JSON is refused: %s', (text) => {
  expect(() => read(bytesOf(text))).toThrow(SyntaxError);
});

test.each(['[{"in":'.repeat(90_000), `[{"id":${'['.repeat(90_000)}`, `{"a":[{}],"b":${'{"in":'.repeat(90_000)}`])(
  'a body nested so deep that walking through it could break something is refused (%#)',
  (text) => expect(() => read(Buffer.from(text))).toThrow(RangeError),
);
