import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { openBody, openUrl, type EventStream } from '../../support/event-stream.js';
import { useGateway, type TestGateway } from '../../support/gateway.js';
import { getRaw } from '../../support/raw-request.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const { fleet } = createWorld(1, 3);
const subscription = `subscription { deviceChanged(ids: ["${fleet.idOf(0)}"]) { deviceId } }`;
const told = { data: { deviceChanged: { deviceId: fleet.idOf(0) } } };
const persisted = (hash: unknown, version = 1) => ({ persistedQuery: { version, sha256Hash: hash } });
const at = ({ url }: TestGateway) => `${url}/graphql/stream`;

async function firstOf(opened: Promise<EventStream>) {
  const stream = await opened;
  onTestFinished(stream.close);
  expect(stream.status).toBe(200);
  return (await stream.next())?.data as object;
}

async function refusalOf(url: string, init: RequestInit) {
  const response = await fetch(url, { ...init, headers: { authorization: 'Bearer demo-admin', ...init.headers } });
  return { status: response.status, body: (await response.json()) as object };
}

const post = (gateway: TestGateway, body: string, type = 'application/json') =>
  refusalOf(at(gateway), { method: 'POST', headers: { 'content-type': type }, body });
const refused = (code: string, status = 400) => ({ status, body: { errors: [{ extensions: { code } }] } });

describe('a document that is subscribed to', () => {
  const gateway = useGateway({ devices: 3, env: { LIMIT_DOCUMENT_BYTES: '1024' } });
  const unknown = {
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  };

  test('is known by its hash once it came with it, whichever way that is sent', async () => {
    const hash = sha(subscription);
    const extensions = persisted(hash);
    expect(await firstOf(openBody(at(gateway), { extensions }))).toMatchObject(unknown);
    expect(await firstOf(openUrl(at(gateway), { documentId: hash }))).toMatchObject(unknown);
    expect(await firstOf(openBody(at(gateway), { query: subscription, extensions }))).toMatchObject(told);
    for (const asked of [{ extensions }, { documentId: hash }, { documentId: `sha256:${hash}` }])
      expect(await firstOf(openBody(at(gateway), asked))).toMatchObject(told);
    expect(await firstOf(openUrl(at(gateway), { documentId: hash }))).toMatchObject(told);
    expect(await firstOf(openUrl(at(gateway), { extensions: JSON.stringify(extensions) }))).toMatchObject(told);
  });

  test('is told to be unknown once, and the stream is complete', async () => {
    const stream = await openBody(at(gateway), { extensions: persisted('0'.repeat(64)) });
    expect((await stream.next())?.data).toEqual(unknown);
    expect((await stream.next())?.event).toBe('complete');
  });

  test.each([
    ['the hash of another', persisted(sha('{ other }')), /is not the SHA-256/],
    ['a version there is none of', persisted(sha(subscription), 2), /must be 1/],
  ])('is not taken with %s', async (_, extensions, message) => {
    const errors = [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }];
    expect(await firstOf(openBody(at(gateway), { query: subscription, extensions }))).toEqual({ errors });
  });

  test('is not remembered when it is not valid', async () => {
    const extensions = persisted(sha('subscription { nope }'));
    await firstOf(openBody(at(gateway), { query: 'subscription { nope }', extensions }));
    expect(await firstOf(openBody(at(gateway), { extensions }))).toMatchObject(unknown);
  });

  test('may come in the URL, with variables', async () => {
    const query = 'subscription Watch($id: ID!) { deviceChanged(ids: [$id]) { deviceId } }';
    const variables = JSON.stringify({ id: fleet.idOf(0) });
    expect(await firstOf(openUrl(at(gateway), { query, variables, operationName: 'Watch' }))).toMatchObject(told);
  });

  const long = `${subscription} # ${'é'.repeat(600)}`;
  test('is not read when it is too long', async () => {
    const tooLong = { errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_DOCUMENT_BYTES' } } }] };
    expect(await firstOf(openBody(at(gateway), { query: long }))).toMatchObject(tooLong);
    expect(await firstOf(openUrl(at(gateway), { query: long }))).toMatchObject(tooLong);
    expect(await post(gateway, JSON.stringify({ query: long }), 'text/plain; a=application/json')).toMatchObject(
      refused('BAD_REQUEST'),
    );
    const twice = new URLSearchParams([
      ['query', long],
      ['query', ''],
    ]);
    expect(await refusalOf(`${at(gateway)}?${twice}`, {})).toMatchObject(refused('BAD_REQUEST'));
  });

  test.each(['[]', '{}', 'null', '""', '{"query":5}', '{"query":""}', '{"query":"{ a }","variables":[]}'])(
    'is not looked for in the body %s',
    async (body) => {
      expect(await post(gateway, body)).toMatchObject(refused('BAD_REQUEST'));
    },
  );

  test.each(['', 'query=', 'query={a}&variables={', 'query={a}&extensions=5', 'query={a}&variables={}&variables={}'])(
    'is not looked for in the URL ?%s',
    async (search) => {
      expect(await refusalOf(`${at(gateway)}?${search}`, {})).toMatchObject(refused('BAD_REQUEST'));
    },
  );

  test('is not looked for in a request of another method', async () => {
    const response = await fetch(at(gateway), { method: 'HEAD' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});

describe('with trusted documents', () => {
  const manifest = join(tmpdir(), `trusted-streams-${process.pid}.json`);
  writeFileSync(manifest, JSON.stringify({ watch: subscription }));
  const gateway = useGateway({ devices: 3, env: { TRUSTED_DOCUMENTS: manifest } });
  const untrusted = subscription.replace('deviceId', 'device { name }');

  test('one is subscribed to by its id or its text, also by what can only send a URL', async () => {
    for (const asked of [{ documentId: 'watch' }, { query: subscription }] as Record<string, string>[]) {
      expect(await firstOf(openBody(at(gateway), asked))).toMatchObject(told);
      expect(await firstOf(openUrl(at(gateway), asked))).toMatchObject(told);
    }
  });

  test('another text is refused, however it is sent', async () => {
    const body = JSON.stringify({ query: untrusted });
    expect(await post(gateway, body)).toMatchObject(refused('DOCUMENT_NOT_TRUSTED', 403));
    for (const type of ['text/plain', 'text/plain; a=application/json', 'text/plain;application/json'])
      expect(await post(gateway, body, type)).toMatchObject(refused('BAD_REQUEST'));
    expect(await post(gateway, `[${body}]`)).toMatchObject(refused('BAD_REQUEST'));
    for (const others of [[''], [subscription], ['', '']]) {
      const params = new URLSearchParams([untrusted, ...others].map((text): [string, string] => ['query', text]));
      expect(await refusalOf(`${at(gateway)}?${params}`, {})).toMatchObject(refused('BAD_REQUEST'));
    }
  });

  test.each(['?', '#?', '#a?', '?query=&#?'])('nor is it found behind %s', async (mark) => {
    const path = `/graphql/stream${mark}query=${encodeURIComponent(untrusted)}`;
    const { status, text } = await getRaw(gateway.url, path, { authorization: 'Bearer demo-admin' });
    expect(text).not.toContain('"data"');
    expect([400, 403]).toContain(status);
  });
});
