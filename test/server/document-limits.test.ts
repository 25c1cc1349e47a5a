import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { post } from '../support/post.js';
import { getRaw } from '../support/raw-request.js';

const gateway = useGateway({
  devices: 1,
  env: {
    LIMIT_BODY_BYTES: '16384',
    LIMIT_DOCUMENT_BYTES: '4096',
    LIMIT_TOKENS: '1000',
    LIMIT_ROOT_FIELDS: '5',
    LIMIT_SELECTIONS: '150',
    LIMIT_ALIASES: '10',
    LIMIT_DIRECTIVES: '8',
  },
});

const json = { 'content-type': 'application/json' };
const ask = (body: unknown) => post(`${gateway.url}/graphql`, body);
const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
/** Each fragment spreads the next one twice, so that the last one's field is there as often as the power of two says. */
const doubling = (levels: number, field: string) =>
  `{ rootGroup { ...f0 } } ${times(levels, (n) => `fragment f${n} on Group { ...f${n + 1} ...f${n + 1} }`)}
   fragment f${levels} on Group { ${field} }`;

test.each<[name: string, most: number, document: (count: number) => string]>([
  ['LIMIT_ROOT_FIELDS', 5, (count) => `{ ${times(count, () => '__typename')} }`],
  ['LIMIT_SELECTIONS', 150, (count) => `{ rootGroup { ${times(count - 1, () => 'name')} } }`],
  ['LIMIT_ALIASES', 10, (count) => `{ rootGroup { ${times(count, (n) => `a${n}: name`)} } }`],
  ['LIMIT_ALIASES', 10, (count) => `{ __schema { ${times(count, (n) => `a${n}: types { name }`)} } }`],
  ['LIMIT_DIRECTIVES', 8, (count) => `{ rootGroup { ${times(count, () => 'name @skip(if: false)')} } }`],
  ['LIMIT_DIRECTIVES', 8, (count) => `{ rootGroup { ${times(count, () => '... @include(if: true) { name }')} } }`],
])('%s allows %i, and one more is refused before any call, with the number', async (name, most, document) => {
  expect((await gateway.query(document(most))).errors).toBeUndefined();
  const { errors, calls } = await gateway.query(document(most + 1));
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(new RegExp(`\\b${most + 1}\\b.*: ${name} allows ${most}\\. .+\\.$`)),
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name, found: most + 1, most } },
    },
  ]);
  expect(calls).toEqual([]);
});

test.each([
  ['LIMIT_ALIASES', doubling(6, 'a: name')],
  ['LIMIT_DIRECTIVES', doubling(6, 'name @skip(if: false)')],
  ['LIMIT_SELECTIONS', doubling(50, 'name')],
])('%s counts a fragment wherever it is spread, and looks into it once', async (name, document) => {
  const { errors } = await gateway.query(document);
  expect(errors?.map(({ extensions }) => extensions)).toContainEqual(
    expect.objectContaining({ limit: expect.objectContaining({ name }) }),
  );
});

test('a fragment that holds itself is refused for that', async () => {
  const { errors } = await gateway.query('{ rootGroup { ...a } } fragment a on Group { parent { ...a } }');
  expect(errors).toMatchObject([{ message: 'Cannot spread fragment "a" within itself.' }]);
});

test('a document of too many tokens is not read to its end', async () => {
  const { errors, status } = await gateway.query(`{ ${'a '.repeat(999)} }`);
  expect(status).toBe(200);
  expect(errors).toMatchObject([
    {
      message: 'The document has more than 1000 tokens: LIMIT_TOKENS allows 1000. Ask in several queries.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_TOKENS', most: 1000 } },
    },
  ]);
});

const long = `{ rootGroup { name } } # ${'é'.repeat(2100)}`;

test.each([
  ['POST', () => ask({ query: long })],
  ['GET', () => fetch(`${gateway.url}/graphql?query=${encodeURIComponent(long)}`, { headers: json })],
])('a document of too many bytes is not read at all (%s)', async (_, ask) => {
  const response = await ask();
  expect(response.status).toBe(400);
  const bytes = Buffer.byteLength(long);
  expect(await response.json()).toMatchObject({
    errors: [
      {
        message: `The document has ${bytes} bytes: LIMIT_DOCUMENT_BYTES allows 4096. Ask in several queries.`,
        extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_DOCUMENT_BYTES', found: bytes, most: 4096 } },
      },
    ],
  });
});

test('nor when it stands where the router does not look', async () => {
  const path = `/graphql#?query=${encodeURIComponent(long)}`;
  const { status, text } = await getRaw(gateway.url, path, json);
  expect(status).toBe(400);
  expect(text).toContain('LIMIT_DOCUMENT_BYTES');
});

test('a batch is refused, and told what to do instead', async () => {
  const response = await ask([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'Batches are not taken: send each operation in a request of its own.',
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
  });
});
