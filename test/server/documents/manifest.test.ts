import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/setting.js';
import { readManifest } from '../../../src/server/documents/manifest.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const apollo = (...operations: [id: string, body: string][]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: operations.map(([id, body]) => ({ id, body, name: 'A', type: 'query' })),
});

test("Apollo Client's manifest is read, and that of Relay and the client preset", () => {
  expect([...readManifest(file('a.json', apollo(['1', '{ a }'])))]).toEqual([['1', '{ a }']]);
  expect([...readManifest(file('b.json', { '2': '{ b }', '3': '{ c }' }))]).toEqual([
    ['2', '{ b }'],
    ['3', '{ c }'],
  ]);
});

test('a manifest may begin with a byte order mark', () => {
  expect([...readManifest(file('a.json', `\uFEFF${JSON.stringify({ '1': '{ a }' })}`))]).toEqual([['1', '{ a }']]);
});

test('the manifests of a folder are one, of whatever formats they are', () => {
  file('a.json', apollo(['1', '{ a }'], ['2', '{ b }']));
  file('b.json', { '2': '{ b }', '3': '{ c }' });
  file('notes.txt', 'not a manifest');
  expect([...readManifest(folder).keys()]).toEqual(['1', '2', '3']);
});

test.each<[string, () => string, RegExp]>([
  ['that is not there', () => join(folder, 'none.json'), /must be a file or folder that can be read/],
  ['that is no JSON', () => file('a.json', '{ a }'), /a\.json is no manifest/],
  ['of another kind', () => file('a.json', [{ id: '1', body: '{ a }' }]), /a\.json is no manifest/],
  ['without texts', () => file('a.json', { '1': { text: '{ a }' } }), /a\.json is no manifest/],
  ['whose operations lack a text', () => file('a.json', { ...apollo(), operations: [{ id: '1' }] }), /is no manifest/],
  ['that is empty', () => file('a.json', {}), /there is no document in it/],
  ['without any manifest', () => folder, /there is no document in it/],
])('a path %s stops the start, in one line that says why', (_, path, said) => {
  const read = () => readManifest(path());
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/^TRUSTED_DOCUMENTS is "[^\n]+$/);
  expect(read).toThrow(said);
});

test('two texts under one id stop the start', () => {
  file('a.json', { '1': '{ a }' });
  file('b.json', { '1': '{ b }' });
  mkdirSync(join(folder, 'inner'));
  expect(() => readManifest(folder)).toThrow(/b\.json gives "1" to another text/);
});
