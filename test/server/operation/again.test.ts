import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { KnownOperations } from '../../../src/server/operation/known-operations.js';
import { openStream } from '../../support/event-stream.js';
import { useGateway, type Answer } from '../../support/gateway.js';
import { post } from '../../support/post.js';

const gateway = useGateway({ env: { LIMIT_COST_CALLS: '50' } });

/** All that a client sees and the REST API is asked, but for what is another each time. */
function seen({ status, headers, data, errors, extensions, calls }: Answer) {
  const { ms: _, ...upstream } = extensions.upstream;
  const told = ['content-type', 'cache-control', 'retry-after'].map((name) => headers.get(name));
  return { status, told, data: data as unknown, errors, upstream, calls: calls.toSorted() };
}

const DEVICE = 'query Device($id: ID!) { device(id: $id) { name group { name } } }';
const PAGE = 'query Page($first: Int!) { devices(first: $first) { nodes { name apps(first: 5) { nodes { name } } } } }';

async function firstDevice(): Promise<{ id: string }> {
  const { data } = await gateway.query('{ devices(first: 1) { nodes { id } } }');
  return data.devices.nodes[0];
}

test('an operation that went well is answered the same when it is asked again', async () => {
  const asked = { variables: await firstDevice() };
  const first = seen(await gateway.query(DEVICE, asked));
  expect(first).toMatchObject({ status: 200, errors: undefined, calls: { length: 2 } });
  for (let n = 0; n < 3; n++) expect(seen(await gateway.query(DEVICE, asked))).toEqual(first);
});

test.each<[string, string, object, object | null, string]>([
  ['the id of something else', DEVICE, { id: btoa('User:1') }, null, 'BAD_USER_INPUT'],
  ['a variable that is missing', DEVICE, {}, null, 'BAD_USER_INPUT'],
  ['a variable of another type', PAGE, { first: 'many' }, { first: 2 }, 'BAD_USER_INPUT'],
  ['rows that nobody is given', PAGE, { first: -1 }, { first: 2 }, 'BAD_USER_INPUT'],
  ['what is too dear', PAGE, { first: 200 }, { first: 2 }, 'LIMIT_EXCEEDED'],
])('what went well before is told as ever when it goes wrong: %s', async (_, query, wrong, right, code) => {
  const variables = { ...(right ?? (await firstDevice())) };
  const before = seen(await gateway.query(query, { variables: { ...wrong } }));
  expect(before.errors).toMatchObject([{ extensions: { code } }]);
  for (let n = 0; n < 2; n++) {
    expect((await gateway.query(query, { variables })).errors).toBeUndefined();
    expect(seen(await gateway.query(query, { variables: { ...wrong } }))).toEqual(before);
  }
});

test('what fails in part is carried out but once, and tells what it has', async () => {
  const asked = { variables: await firstDevice() };
  await gateway.query(DEVICE, asked);
  gateway.simulator.faults.inject({ kind: 'status', match: '/devicegroup/', status: 403 });
  const { data, errors, calls } = await gateway.query(DEVICE, asked);
  expect([data.device.group, errors?.length, calls.length]).toEqual([null, 1, 2]);
});

test('a change that fails is asked for but once', async () => {
  const create = 'mutation Create($name: String!) { createGroup(input: { name: $name }) { group { name } } }';
  const first = await gateway.query(create, { variables: { name: 'First' } });
  expect([first.errors, first.data]).toEqual([undefined, { createGroup: { group: { name: 'First' } } }]);
  gateway.simulator.faults.inject({ kind: 'status', match: 'POST', status: 500 });
  const { errors, calls } = await gateway.query(create, { variables: { name: 'Second' } });
  expect(errors).toHaveLength(1);
  expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
});

/** Posts a body as it is. */
const ask = async (body: object): Promise<Pick<Answer, 'data' | 'errors'>> =>
  (await (await post(`${gateway.url}/graphql`, body)).json()) as Answer;

test('a text that went well without its hash is remembered by it once it comes with one, and with no other', async () => {
  const query = '{ viewer { fullName } }';
  const by = (text: string) => ({
    extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') } },
  });
  const told = { data: { viewer: { fullName: 'Ada Admin' } } };
  for (let n = 0; n < 2; n++) expect(await ask({ query })).toMatchObject(told);
  expect(await ask(by(query))).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
  const wrong = await ask({ query, ...by('{ other }') });
  expect(wrong).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect(await ask({ query, ...by(query) })).toMatchObject(told);
  expect(await ask(by(query))).toMatchObject(told);
});

test('operations of one document are told apart', async () => {
  const two = 'query A { viewer { role { name } } } query B { enterprise { name } }';
  const by = async (operationName?: string) => {
    const { data, errors } = await ask({ query: two, operationName });
    return data ? Object.keys(data as object) : errors?.length;
  };
  for (let n = 0; n < 2; n++)
    expect([await by('A'), await by('B'), await by()]).toEqual([['viewer'], ['enterprise'], 1]);
});

test('what subscriptions are told is not remembered, since nobody asks for it again', async () => {
  const remembered = vi.spyOn(KnownOperations.prototype, 'add');
  const { id } = await firstDevice();
  expect(remembered).toHaveBeenCalledTimes(1);
  const stream = await openStream(gateway.url, `subscription { deviceChanged(ids: ["${id}"]) { device { name } } }`);
  expect((await stream.next())?.data.data.deviceChanged.device).toHaveProperty('name');
  stream.close();
  expect(remembered).toHaveBeenCalledTimes(1);
  remembered.mockRestore();
});
