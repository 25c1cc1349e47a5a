import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { LazyRecord as Lazy } from '../../../src/upstream/json/lazy-record.js';

vi.resetModules(); // readers share the room for what they learn: here it is empty at first
const { bodyReader } = await import('../../../src/upstream/json/read-body.js');
const { keep, LazyRecord } = await import('../../../src/upstream/json/lazy-record.js');

const isSecret = (key: string) => key === 'token';
/** Reads with a reader of its own, which has learnt nothing yet. */
const newReader = () => {
  const read = bodyReader(isSecret);
  return (bytes: Buffer) => read(bytes, (cause) => cause as Error);
};
const read = newReader();
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
  const bytes = found.reduce((sum, record) => sum + keep(record as unknown as Lazy), 0);
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

const lazinessWith = (read: ReturnType<typeof newReader>) => (records: readonly object[]) => {
  const found = read(bytesOf(JSON.stringify(records))) as object[];
  expect(JSON.stringify(found)).toBe(JSON.stringify(records));
  return found.map((record) => record instanceof LazyRecord);
};

test('what a reader learns of keys is not in the way of another', () => {
  const [lazyOf, lazyOfOthers] = [lazinessWith(newReader()), lazinessWith(newReader())];
  lazyOf(Array.from({ length: 100 }, (_, n) => ({ [`free${n}`]: n })));
  expect(lazyOf([{ usual: 1 }])).toEqual([false]);
  expect(lazyOfOthers([{ usual: 1 }])).toEqual([true]);
});

test('free keys stand in the way of others for a while only', () => {
  const lazyOf = lazinessWith(newReader());
  lazyOf(Array.from({ length: 100 }, (_, n) => ({ [`free${n}`]: n })));
  expect(lazyOf([{ usual: 1 }])).toEqual([false]);
  const usual = lazyOf(Array.from({ length: 2000 }, (_, usual) => ({ usual })));
  expect(usual.indexOf(true)).toBeGreaterThan(500);
  expect(usual.lastIndexOf(false)).toBeLessThan(1200);
});

test('however many kinds of records there have been, more can be learnt, by any reader', () => {
  const [lazyOf, lazyOfOthers] = [lazinessWith(newReader()), lazinessWith(newReader())];
  for (let kind = 0; kind < 30; kind++) {
    const record = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [n === 0 ? 'usual' : `${kind}.${n}`, n]));
    lazyOf([record, { usual: kind }, record]);
    expect(lazyOf([{ usual: kind }, record])).toContain(true);
    expect(lazyOfOthers([{ other: kind }])).toEqual([true]);
  }
});

test('however full the room is, a list is learnt whole', () => {
  const ownKeys = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`key_${n}`, n]));
  for (let reader = 0; reader < 200; reader++)
    expect(lazinessWith(newReader())([ownKeys, ownKeys])).toEqual([true, true]);
});

test('a key that is there twice counts with its last value', () => {
  expect(JSON.stringify(read(bytesOf('[{"id":"a","id":"b"}]')))).toBe('[{"id":"b"}]');
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
  '[{"in":'.repeat(90_000),
  `[{"id":${'['.repeat(90_000)}`,
  `{"a":[{}],"b":${'{"in":'.repeat(90_000)}`,
])('what is no JSON is refused: %.30s', (text) => {
  expect(() => read(bytesOf(text))).toThrow(SyntaxError);
});

const deep = (open: string, close: string) => open.repeat(90_000) + close.repeat(90_000);

test.each([
  deep('[{"in":1},', ']').replaceAll(',]', ']'),
  `[{"id":1},{"id":${deep('[', ']')}}]`,
  `{"a":[{}],"b":${deep('{"in":[', ']}')}}`,
])('a body nested so deep that walking through it could break something is refused (%#)', (text) => {
  expect(() => read(bytesOf(text))).toThrow(RangeError);
});

test('keys are told apart to the last letter, however long they are', () => {
  const long = 'a_key_of_sixteen';
  const keys = ['a', 'ab', 'b', '', long, `${long}s`, `${long}_and_of_thirty-two`, `${long}_and_of_thirty-three`];
  const records = keys.map((key) => ({ id: 1, [key]: key, [`${key}.`]: 1 }));
  const found = read(bytesOf(JSON.stringify(records))) as object[];
  expect(found.every((record) => record instanceof LazyRecord)).toBe(true);
  expect(JSON.stringify(found)).toBe(JSON.stringify(records));
});

test('what was read stays as it is when other bodies are read', () => {
  const texts = Array.from({ length: 200 }, (_, n) => JSON.stringify({ results: [row(n), row(n + 1), row(n + 2)] }));
  const found = texts.map((text) => read(bytesOf(text)));
  expect(found.map((body) => JSON.stringify(body))).toEqual(texts.map((text) => JSON.stringify(expected(text))));
});

test.each([
  [1, 100, true],
  [5, 100_000, true],
  [9, 100_000, false],
])('a body of %i MB is read (records of %i bytes, lazily: %s)', (megabytes, length, isLazy) => {
  const records = Array.from({ length: (megabytes * 2 ** 20) / length }, (_, id) => ({ id, text: '.'.repeat(length) }));
  const { results } = read(Buffer.from(JSON.stringify({ results: records }))) as { results: unknown[] };
  expect(results.every((record) => record instanceof LazyRecord)).toBe(isLazy);
  expect(JSON.stringify(results)).toBe(JSON.stringify(records));
});

test('a text that looks like a list of records is a text', () => {
  for (const text of ['{"id":"[{}]"}', '{"id":"[{","name":"}]"}', '{"id":"[{\\"a\\":1}]"}', '"[{}]"'])
    expect(read(bytesOf(text))).toEqual(JSON.parse(text));
});

// The last, since nobody knows how much room it takes.
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
