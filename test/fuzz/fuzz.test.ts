import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { errorCodes } from '../../src/graphql/errors.js';
import { Random } from '../../src/simulator/random.js';
import { useGateway } from '../support/gateway.js';
import { post } from '../support/post.js';
import { DocumentMaker, torn } from './random-document.js';

/** How much is tried: little with every run of the tests, much with `npm run fuzz`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const minutes = Math.max(1, RUNS / 1000);

// Ids made up by clients reach the REST API as they are, where they may be in paths at all: its facts are not held against them.
const gateway = useGateway({ devices: 30, onExchange: () => {} });

/** Codes that GraphQL itself and Apollo Server give to what is no operation. */
const givenByServers = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
];
const documented = new Set([...Object.keys(errorCodes), ...givenByServers]);
const untold =
  /SECRET-|demo-(admin|viewer)|node_modules|stacktrace|\\n\s+at |Internal server error|INTERNAL_SERVER_ERROR/;

interface Told {
  readonly status: number;
  readonly text: string;
}

/** What is wrong with an answer; undefined when it is as every answer must be. */
function fault({ status, text }: Told): string | undefined {
  if (untold.test(text)) return `tells what it must not: ${text.slice(0, 300)}`;
  let body: { data?: unknown; errors?: { extensions?: { code?: string } }[] };
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    return `is no JSON: ${text.slice(0, 300)}`;
  }
  const codes = (body.errors ?? []).map(({ extensions }) => extensions?.code ?? 'none');
  const strange = codes.find((code) => !documented.has(code));
  if (strange !== undefined) return `has the code ${strange}: ${text.slice(0, 300)}`;
  if (status >= 500 && codes.length === 0) return `has status ${status} and no code: ${text.slice(0, 300)}`;
  return body.data === undefined && codes.length === 0
    ? `is neither data nor errors: ${text.slice(0, 300)}`
    : undefined;
}

async function ask(body: string, headers: Record<string, string> = {}): Promise<Told> {
  const response = await post(`${gateway.url}/graphql`, body, { headers });
  return { status: response.status, text: await response.text() };
}

let schema: GraphQLSchema | undefined;
const schemaOf = async () =>
  (schema ??= buildClientSchema(
    (await gateway.query(getIntrospectionQuery())).data as Parameters<typeof buildClientSchema>[0],
  ));
/** Bytes in use when all that can be given up has been. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test(
  'documents that are valid by the schema are answered, or refused with a documented code, for what they are priced at',
  async () => {
    const maker = new DocumentMaker(await schemaOf(), new Random(SEED, 'valid', 0));
    const faults: string[] = [];
    let answered = 0;
    let heap = 0;
    for (let n = 0; n < RUNS && faults.length < 5; n++) {
      const { query, variables } = maker.make();
      // Every price is looked at by `query`.
      const { status, data, errors } = await gateway.query(query, { variables });
      const found = fault({ status, text: JSON.stringify({ data, errors }) });
      if (found !== undefined) faults.push(`run ${n}: ${query} ${JSON.stringify(variables)}\n${found}`);
      if (data) answered++;
      if (n === Math.floor(RUNS / 4)) heap = heapInUse();
    }
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(RUNS / 4);
    // What is remembered on purpose, documents foremost, has a bound that some two thousand of them reach.
    expect(heapInUse() - heap, 'the heap grows').toBeLessThan(160 * 1024 * 1024);
  },
  minutes * 60_000,
);

test(
  'documents with torn bytes are answered or refused, and never end in a fault of the gateway',
  async () => {
    const random = new Random(SEED, 'torn', 0);
    const maker = new DocumentMaker(await schemaOf(), random);
    const faults: string[] = [];
    for (let n = 0; n < RUNS && faults.length < 5; n++) {
      const { query, variables } = maker.make();
      const whole = JSON.stringify({ query: torn(query, random), variables });
      const body = random.chance(0.3) ? torn(whole, random) : whole;
      const found = fault(await ask(body));
      if (found !== undefined) faults.push(`run ${n}: ${body}\n${found}`);
    }
    expect(faults).toEqual([]);
  },
  minutes * 60_000,
);

const query = JSON.stringify({ query: '{ viewer { fullName } }' });

test.each<[string, string, Record<string, string>]>([
  ['a body of null', 'null', {}],
  ['a body of a number', '7', {}],
  ['an empty body', '', {}],
  ['a deep body', '['.repeat(100_000), {}],
  ['a body that would change prototypes', '{"__proto__":{"query":"{ viewer { id } }"}}', {}],
  [
    'variables that would',
    '{"query":"{ __typename }","variables":{"__proto__":{"a":1},"constructor":{"prototype":1}}}',
    {},
  ],
  ['extensions of another kind', '{"query":"{ __typename }","extensions":{"persistedQuery":7}}', {}],
  ['a persisted query without a hash', '{"extensions":{"persistedQuery":{"version":1}}}', {}],
  [
    'a persisted query with a hash that is none',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{"a":1}}}}',
    {},
  ],
  ['a document id of another kind', '{"documentId":{"a":1}}', {}],
  ['an operation that is not there', '{"query":"query A { __typename }","operationName":"B"}', {}],
  ['a type that is none', query, { 'content-type': ';;;' }],
  ['another type', query, { 'content-type': 'application/xml' }],
  ['a type that is no GraphQL', query, { accept: 'image/png' }],
  ['a broken accept', query, { accept: ';q=;,,' }],
  ['a strange encoding', query, { 'content-encoding': 'gzip' }],
  ['a long key', query, { authorization: `Bearer ${'k'.repeat(8000)}` }],
  ['a broken key', query, { authorization: 'Bearer \u00ff\u00fe' }],
  ['a timeout that is none', query, { 'x-esper-timeout-ms': '-1' }],
  ['a tenant that is none', query, { 'x-esper-tenant': '../x' }],
  ['many forwarded addresses', query, { 'x-forwarded-for': '1.1.1.1, '.repeat(500) }],
  ['a request id with a line of its own', query, { 'x-request-id': 'a"}{' }],
])('%s is answered as everything is', async (_, body, headers) => {
  expect(fault(await ask(body, headers))).toBeUndefined();
});

/** Sends bytes as they are, and gives what came back. */
const raw = (bytes: string) =>
  new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });

const close = 'host: x\r\nconnection: close\r\n';

test.each<[string, string]>([
  ['a path that cannot be read', `GET /%zz HTTP/1.1\r\n${close}\r\n`],
  ['a path out of the folder', `GET /..%2f..%2fetc/passwd HTTP/1.1\r\n${close}\r\n`],
  ['a path out of the assets', `GET /explorer/assets/..%2f..%2f..%2fpackage.json HTTP/1.1\r\n${close}\r\n`],
  ['a long path', `GET /${'a'.repeat(15_000)} HTTP/1.1\r\n${close}\r\n`],
  ['a query given twice', `GET /graphql?query=%00&query=%00 HTTP/1.1\r\n${close}\r\n`],
  ['variables cut short', `GET /graphql?variables=%7B HTTP/1.1\r\napollo-require-preflight: 1\r\n${close}\r\n`],
  ['a method that is none', `BREW /graphql HTTP/1.1\r\n${close}\r\n`],
  ['TRACE', `TRACE /graphql HTTP/1.1\r\nauthorization: Bearer demo-admin\r\n${close}\r\n`],
  ['two lengths', `POST /graphql HTTP/1.1\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n${close}\r\n0\r\n\r\n`],
  ['a length below zero', `POST /graphql HTTP/1.1\r\ncontent-length: -1\r\n${close}\r\n{}`],
  ['too many headers', `GET /nowhere HTTP/1.1\r\n${'a: b\r\n'.repeat(5000)}${close}\r\n`],
  ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
])('%s is refused, and the gateway goes on', async (_, bytes) => {
  const text = await raw(bytes);
  expect(text).not.toMatch(/^HTTP\/1\.1 5/);
  expect(text).not.toMatch(/node_modules|\n\s+at |demo-admin|"dependencies"/);
  expect((await gateway.query('{ viewer { fullName } }')).data).toEqual({ viewer: { fullName: 'Ada Admin' } });
});
