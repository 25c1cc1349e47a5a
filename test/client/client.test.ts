import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from '../../src/client/client.js';
import { typed } from '../../src/client/document.js';
import { FleetError } from '../../src/client/fleet-error.js';
import type { Page } from '../../src/client/walk.js';
import { useGateway } from '../support/gateway.js';
import { listening } from '../support/listening.js';

const gateway = useGateway({ devices: 600 });
const fleet = (key = 'demo-admin') => createClient({ url: `${gateway.url}/graphql`, key });
const pagesAsked = () =>
  gateway.simulator.calls.map(({ path }) => path).filter((path) => path.startsWith('/v2/devices/'));
const failure = async (work: Promise<unknown>): Promise<FleetError> =>
  work.then(
    () => Promise.reject(new Error('It went well.')),
    (error: unknown) => error as FleetError,
  );

test('all rows of a connection come one after the other, in as few calls as their number takes', async () => {
  gateway.simulator.clearCalls();
  const names: string[] = [];
  for await (const device of fleet().devices({ orderBy: { field: 'NAME' } })) names.push(device.name);
  expect(names).toHaveLength(600);
  expect(new Set(names).size).toBe(600);
  expect(names).toEqual(names.toSorted());
  expect(pagesAsked()).toEqual([
    '/v2/devices/?limit=250&ordering=name',
    '/v2/devices/?limit=251&offset=249&ordering=name',
    '/v2/devices/?limit=251&offset=499&ordering=name',
  ]);
});

test('whoever stops in the middle of a walk asks for no further page', async () => {
  gateway.simulator.clearCalls();
  for await (const device of fleet().devices({ filter: { platforms: ['ANDROID'] }, pageSize: 10 })) {
    expect(device.platform).toBe('ANDROID');
    break;
  }
  expect(pagesAsked()).toHaveLength(1);
});

test('a walk goes on after any cursor, and tells the cursors it passes', async () => {
  const all: string[] = [];
  const cursors: string[] = [];
  const onPage = (cursor: string) => void cursors.push(cursor);
  for await (const { id } of fleet().groups({ pageSize: 10, onPage })) all.push(id);
  const rest: string[] = [];
  for await (const { id } of fleet().groups({ after: cursors[0]! })) rest.push(id);
  expect(rest).toEqual(all.slice(10));
});

test('one device is found, and null stands for none', async () => {
  const [one] = [gateway.simulator.fleet.idOf(3)];
  expect(await fleet().device({ id: one })).toMatchObject({ esperId: one });
  expect(await fleet().device({ serial: 'nobody has this' })).toBeNull();
  expect(await fleet().viewer()).toMatchObject({ fullName: 'Ada Admin', enterprise: { name: 'Simulated Stores' } });
});

test('an operation of your own carries its own types', async () => {
  const GROUP = typed<{ group: { name: string } | null }, { path: string }>(
    'query ($path: String!) { group(path: $path) { name } }',
  );
  const { group } = await fleet().request(GROUP, { path: 'All devices/Europe' });
  expect(group?.name).toBe('Europe');
});

/** As GraphQL Code Generator makes it with `documentMode: 'string'`. */
class TypedDocumentString<Data, Variables> extends String {
  readonly __apiType?: NonNullable<(variables: Variables) => Data>;
}

test('an operation made by GraphQL Code Generator is taken as it is', async () => {
  const GROUP = new TypedDocumentString<{ group: { name: string } | null }, { path: string }>(
    'query ($path: String!) { group(path: $path) { name } }',
  );
  const { group } = await fleet().request(GROUP, { path: 'All devices/Europe' });
  expect(group?.name).toBe('Europe');
});

test('a walk by an operation that does not take the cursor ends after the first page', async () => {
  const GROUPS = typed<{ groups: Page<{ name: string }> }, { first?: number }>(
    'query ($first: Int) { groups(first: $first) { nodes { name } pageInfo { hasNextPage endCursor } } }',
  );
  const names: string[] = [];
  const walk = async () => {
    for await (const { name } of fleet().each(GROUPS, {}, ({ groups }) => groups, { pageSize: 10 })) {
      names.push(name);
      expect(names.length).toBeLessThanOrEqual(10);
    }
  };
  expect(await failure(walk())).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('$after') });
  expect(names).toHaveLength(10);
});

test.each([0, -1, NaN])('a walk by pages of %s rows is refused, instead of finding nothing', async (pageSize) => {
  gateway.simulator.clearCalls();
  const error = await failure(fleet().devices({ pageSize }).next());
  expect(error).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: `pageSize is ${pageSize}: it must be from 1 to 1000.`,
  });
  expect(gateway.simulator.calls).toEqual([]);
});

describe('a failure tells its code:', () => {
  test('of the gateway, with what arrived in spite of it', async () => {
    const mixed = typed<unknown, object>('{ users { totalCount } groups { totalCount } }');
    const error = await failure(fleet('demo-viewer').request(mixed, {}));
    expect(error).toBeInstanceOf(FleetError);
    expect(error).toMatchObject({ code: 'FORBIDDEN', isPassing: false });
    expect(error.detail).toMatchObject({
      data: { users: { totalCount: null }, groups: { totalCount: expect.any(Number) } },
    });
    expect(error.detail.requestId).toMatch(/./);
  });

  test('of a key that is not accepted', async () => {
    expect(await failure(fleet('demo-expired').viewer())).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('of a deadline', async () => {
    gateway.simulator.faults.inject({ kind: 'latency', ms: 5000 });
    expect(await failure(fleet().viewer({ timeoutMs: 30 }))).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      isPassing: true,
    });
  });

  test('of a gateway that is not there', async () => {
    const nobody = createClient({ url: 'http://127.0.0.1:1/graphql', key: 'demo-admin' });
    expect(await failure(nobody.viewer())).toMatchObject({ code: 'UNREACHABLE', isPassing: true });
    const unknown = createClient({ url: 'http://nobody.invalid/graphql', key: 'demo-admin' });
    const { message } = await failure(unknown.viewer());
    expect(message).toMatch(/^http:\/\/nobody.invalid\/graphql cannot be reached: E[A-Z_]+\.$/);
  });

  test.each<[string, string, string, Record<string, string>?]>([
    ['a URL that is none', 'fleet.example.com', 'SECRET-KEY'],
    ['a URL of another kind', 'ftp://fleet.example.com', 'SECRET-KEY'],
    ['a URL with a password', 'https://me:SECRET-KEY@fleet.example.com', 'key'],
    ['a key on two lines', 'http://127.0.0.1:1/graphql', 'SECRET-KEY\nb'],
    ['a key that is no ASCII', 'http://127.0.0.1:1/graphql', 'SECRET-KEY€'],
    ['a header on two lines', 'http://127.0.0.1:1/graphql', 'key', { 'proxy-authorization': 'SECRET-KEY\nb' }],
  ])('of %s, which no later try would mend, without telling the key', async (_, url, key, headers = {}) => {
    const error = await failure(createClient({ url, key, headers }).viewer());
    expect(error).toMatchObject({ name: 'FleetError', code: 'BAD_USER_INPUT', isPassing: false });
    expect(inspect(error)).not.toContain('SECRET-KEY');
  });

  test('of the one who gave up', async () => {
    gateway.simulator.faults.inject({ kind: 'latency', ms: 5000 });
    const error = await failure(fleet().viewer({ signal: AbortSignal.timeout(30) }));
    expect(error.name).toBe('TimeoutError');
  });
});

describe('of another server', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

  const clientOf = async (answer: RequestListener) => {
    const server = createServer(answer);
    servers.push(server);
    return createClient({ url: `${await listening(server)}/graphql`, key: 'SECRET-KEY' });
  };

  test.each([
    ['a page in HTML', 502, {}, '<html>', 'NOT_GRAPHQL'],
    ['JSON of a proxy', 403, {}, '{"message":"Forbidden"}', 'NOT_GRAPHQL'],
    ['JSON of a proxy that has errors of its own', 403, {}, '{"errors":["Forbidden"]}', 'NOT_GRAPHQL'],
    ['JSON whose errors are no list', 500, {}, '{"errors":{"reason":"down"}}', 'NOT_GRAPHQL'],
    ['JSON that is empty', 200, {}, 'null', 'NOT_GRAPHQL'],
    ['a list of answers', 200, {}, '[{"data":{}}]', 'NOT_GRAPHQL'],
    ['a redirect, so that the key goes nowhere else', 302, { location: 'http://127.0.0.1:1/' }, '', 'UNREACHABLE'],
  ])('nothing is taken for an answer that is none: %s', async (_, status, headers, body, code) => {
    const { viewer } = await clientOf((_request, response) => response.writeHead(status, headers).end(body));
    const error = await failure(viewer());
    expect(error).toBeInstanceOf(FleetError);
    expect(error.code).toBe(code);
    if (code === 'NOT_GRAPHQL') expect(error.message).toContain(`answered with ${status}`);
    expect(JSON.stringify(error) + error.message).not.toContain('SECRET-KEY');
  });

  test.each([
    [502, true],
    [503, true],
    [504, true],
    [429, true],
    [500, false],
    [403, false],
  ])('a proxy that says %d in its place may say otherwise later: %s', async (status, isPassing) => {
    const { viewer } = await clientOf((_request, response) => response.writeHead(status).end('<html>'));
    expect(await failure(viewer())).toMatchObject({ code: 'NOT_GRAPHQL', isPassing, detail: { status } });
  });

  const begin = (response: ServerResponse) => response.writeHead(200, { 'content-length': 99 }).write('{"data":');

  test('an answer that breaks off may come another time', async () => {
    const { viewer } = await clientOf((_request, response) => {
      begin(response);
      setImmediate(() => response.destroy());
    });
    expect(await failure(viewer())).toMatchObject({ code: 'UNREACHABLE', isPassing: true });
  });

  test('whoever gives up while an answer comes is told why', async () => {
    const { viewer } = await clientOf((_request, response) => begin(response));
    const error = await failure(viewer({ signal: AbortSignal.timeout(100) }));
    expect(error.name).toBe('TimeoutError');
  });
});
