import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill, referencedId, search, UnfitIdError } from '../../src/upstream/route.js';

test('fills every placeholder', () => {
  expect(fill('/enterprise/{enterprise}/device/{id}/', { enterprise: 'e-1', id: 7 })).toBe('/enterprise/e-1/device/7/');
  expect(fill('/things/', { id: 'unused' })).toBe('/things/');
});

test.each([
  '..',
  '.',
  '...',
  'a/b',
  '../x',
  '%2e%2e',
  'a?b',
  'a#b',
  'a b',
  '',
  'a\n',
  '\n',
  'a\\b',
  'é',
  'a\0',
  'x'.repeat(201),
])('refuses %j for an id, and sends nothing', (id) => {
  expect(() => fill('/things/{id}', { id })).toThrow(UnfitIdError);
});

test('refuses a placeholder that nobody fills', () => {
  expect(() => fill('/things/{id}', {})).toThrow(new UnfitIdError(''));
});

test('whatever an id is, it stays in its segment of the path or is refused', () => {
  const id = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.uuid(), fc.webPath());
  fc.assert(
    fc.property(id, (id) => {
      let path: string;
      try {
        path = fill('/things/{id}/parts/', { id });
      } catch (error) {
        expect(error).toBeInstanceOf(UnfitIdError);
        return;
      }
      const url = new URL(`https://esper.test${path}`);
      expect([url.pathname, url.search, url.hash]).toEqual([`/things/${id}/parts/`, '', '']);
    }),
  );
});

test('an unfit id is quoted in part only', () => {
  expect(new UnfitIdError('x'.repeat(500)).message.length).toBeLessThan(200);
});

test('equal queries are equal text, and what is not asked is left out', () => {
  expect(search({ limit: 20, name: 'a b&c', group: undefined, tag: null, is_gms: false, empty: '' })).toBe(
    '?empty=&is_gms=false&limit=20&name=a+b%26c',
  );
  expect(search({ b: 1, a: 2 })).toBe(search({ a: 2, b: 1 }));
  expect(search({ a: undefined })).toBe('');
});

test('whatever is searched for arrives as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (query) => {
      const asked = new URLSearchParams(search(query));
      expect(Object.fromEntries(asked)).toEqual({ ...query });
    }),
  );
});

test.each([
  ['https://foo-api.esper.cloud/api/enterprise/e/devicegroup/g-1/', 'g-1'],
  ['https://foo-api.esper.cloud/api/enterprise/e/devicegroup/g-1', 'g-1'],
  ['/api/v1/enterprise/e-1//', 'e-1'],
  ['g-1', 'g-1'],
  ['', null],
  ['/', null],
  [null, null],
  [undefined, null],
])('the id in the reference %j is %j', (reference, id) => {
  expect(referencedId(reference)).toBe(id);
});
