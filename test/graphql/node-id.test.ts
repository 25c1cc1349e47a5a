import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeId, parseNodeId, restId } from '../../src/graphql/node-id.js';

const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('/'));

test('a global id names the type and every key that leads to the thing', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (keys) => {
      expect(parseNodeId(nodeId('AppVersion', ...keys))).toEqual({ type: 'AppVersion', keys });
    }),
  );
  expect(parseNodeId(nodeId('User', 7))).toEqual({ type: 'User', keys: ['7'] });
});

test('things of different type or key have different ids, safe in a URL', () => {
  const ids = [nodeId('App', 'a'), nodeId('User', 'a'), nodeId('App', 'b'), nodeId('App', 'a', 'b')];
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
});

const id = nodeId('App', '0f0c9a3e');
test.each([
  '7',
  '0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11',
  'com.example.app',
  `${id}=`,
  id.slice(0, -1),
  Buffer.from('app:x').toString('base64url'),
  Buffer.from('App:').toString('base64url'),
])('%j is no global id, and is taken for one of the REST API', (text) => {
  expect(parseNodeId(text)).toBeNull();
  expect(restId(text, 'App')).toBe(text);
});

test('a UUID in capitals is the one that the REST API writes in small letters, and nothing else changes its case', () => {
  expect(restId('0F0C9A3E-1B1C-4B8E-9A55-0D3B6F8F2C11', 'App')).toBe('0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11');
  for (const other of ['Viewer', 'A1', nodeId('App', 'A')])
    expect(restId(other, 'App')).toBe(parseNodeId(other)?.keys[0] ?? other);
});

test('an argument takes the global id of any type that fits, and gets the last key', () => {
  expect(restId(id, 'App')).toBe('0f0c9a3e');
  expect(restId(nodeId('AppVersion', 'app', 'v-1'), 'App', 'AppVersion')).toBe('v-1');
});

test.each(['', '  ', ',', 'a,b', nodeId('App', 'a', ''), nodeId('App', 'a,b')])('%j is no id at all', (text) => {
  expect(() => restId(text, 'App')).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
});

test('an argument refuses the global id of something else, and says what is wanted', () => {
  expect(() => restId(id, 'Group', 'User')).toThrow(
    expect.objectContaining({
      message: `This is the id of a thing of type App, where Group is wanted: "${id}"`,
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  );
});
