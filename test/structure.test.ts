import { describe, expect, test } from 'vitest';
import { families } from '../src/domains/index.js';
import { importsOf, readFiles } from './structure/files.js';
import { importRules } from './structure/imports.js';
import { answeredTwice, mirrorRules } from './structure/mirror.js';
import { nameRules } from './structure/names.js';

const files = readFiles('src', 'test', 'schema');

test('the files are found, what is generated left out', () => {
  const paths = Object.keys(files);
  expect(paths).toEqual(expect.arrayContaining(['src/main.ts', 'schema/root.graphql', 'test/structure.test.ts']));
  expect(paths.filter((path) => path.startsWith('src/generated'))).toEqual([]);
});

describe.each([...importRules, ...mirrorRules, ...nameRules])('$name', ({ faults, plant, blamed }) => {
  test('holds', () => {
    expect(faults(files)).toEqual([]);
  });

  test('and would be seen to be broken', () => {
    const before = faults(files);
    const found = faults({ ...files, ...plant }).filter((fault) => !before.includes(fault));
    expect(found).toContainEqual(expect.stringContaining(blamed ?? Object.keys(plant)[0] ?? ''));
  });
});

describe('no two families answer the same field', () => {
  test('holds', () => {
    expect(answeredTwice(families)).toEqual([]);
  });

  test('and would be seen to be broken', () => {
    const nosy = { Device: { group: () => null, colour: () => null } };
    expect(answeredTwice([...families, nosy])).toEqual(['Device.group']);
  });
});

test('imports are read however they are written', () => {
  const text = [
    "import 'node:fs';",
    "import type { A } from '../upstream/a.js';",
    "import {\n  b,\n  type C,\n} from './b.js';",
    "import D, { e } from 'd';",
    "import * as f from '@f/g';",
    "export { h } from './h.js';",
    "export const i = 1; // from './i.js'",
    "const { j } = await import('../simulator/j.js');",
  ].join('\n');
  const found = importsOf('src/graphql/x.ts', text).map(({ to, isTypeOnly, isDynamic }) =>
    [to, ...(isTypeOnly ? ['type'] : []), ...(isDynamic ? ['dynamic'] : [])].join(' '),
  );
  expect(found).toEqual([
    'node:fs',
    'src/upstream/a.ts type',
    'src/graphql/b.ts',
    'd',
    '@f/g',
    'src/graphql/h.ts',
    'src/simulator/j.ts dynamic',
  ]);
});
