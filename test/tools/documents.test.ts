import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest } from '../../src/server/documents/manifest.js';

const script = fileURLToPath(new URL('../../tools/documents.mjs', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [script, folder, ...flags]);
const refusal = () =>
  run('--out', join(folder, 'out.json')).then(
    () => '',
    ({ stderr }: { stderr: string }) => stderr,
  );

/** A client's folder: a query in a file of its own, whose fragment is in the code of a component. */
function client() {
  write('fleet.graphql', 'query Fleet { devices(first: 5) { nodes { ...Row } } }');
  write(
    'row.tsx',
    'import { gql } from "@apollo/client";\nexport const ROW = gql`fragment Row on Device { name group { name } }`;',
  );
  write('who.ts', 'import { graphql } from "./gql";\nexport const WHO = graphql(`query Who { viewer { fullName } }`);');
}

test.each([
  ['apollo', true],
  ['relay', false],
])('the documents of a client are a manifest in the format %s, that is read again', async (format, typename) => {
  client();
  const out = join(folder, 'manifest.json');
  const { stdout } = await run('--out', out, '--format', format, ...(typename ? [] : ['--no-typename']));
  expect(stdout).toContain('2 documents');
  const documents = readManifest(out);
  for (const [id, text] of documents) expect(id).toBe(createHash('sha256').update(text).digest('hex'));
  const [fleet = '', who = ''] = documents.values();
  expect(fleet).toMatch(/^query Fleet \{[^]*\.\.\.Row[^]*fragment Row on Device/);
  expect(who).toMatch(/^query Who \{\n {2}viewer/);
  expect(fleet.includes('__typename')).toBe(typename);
});

test.each<[string, () => void, RegExp]>([
  [
    'does not fit the schema',
    () => write('a.graphql', 'query A { nope }'),
    /a\.graphql:1: A: Cannot query field "nope"/,
  ],
  [
    'does not fit the schema, in a template',
    () => write('a.ts', 'import { gql } from "@apollo/client";\n\nexport const A = gql`\n  query A { nope }\n`;'),
    /a\.ts:4: A: Cannot query field "nope"/,
  ],
  ['is not whole', () => write('a.graphql', 'query A {\n  viewer {'), /a\.graphql:2: Syntax Error: Expected Name/],
  ['stands in code that is not whole', () => write('a.ts', 'gql`{ a }`; const ='), /a\.ts: /],
  ['has no name', () => write('a.graphql', '{ viewer { fullName } }'), /a\.graphql:1: an operation has no name/],
  [
    'has the name of another',
    () => write('a.graphql', 'query A { viewer { id } }\nquery A { viewer { email } }'),
    /a\.graphql:2: another operation is named A/,
  ],
  ['is not there', () => {}, /There is no operation in/],
])('an operation that %s is told, and nothing is written', async (_, make, said) => {
  make();
  expect(await refusal()).toMatch(said);
});
