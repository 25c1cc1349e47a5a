import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { rememberedDocuments } from '../../../src/server/documents/documents.js';
import { useGateway, type TestGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';
import { getRaw } from '../../support/raw-request.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const viewer = 'query Who { viewer { fullName } }';
const told = { data: { viewer: { fullName: 'Ada Admin' } } };
const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });

async function ask(gateway: TestGateway, body: object) {
  const response = await post(`${gateway.url}/graphql`, body);
  return { status: response.status, body: (await response.json()) as object };
}

async function get(gateway: TestGateway, params: Record<string, string>) {
  const headers = { authorization: 'Bearer demo-admin', 'apollo-require-preflight': '1' };
  const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(params)}`, { headers });
  return { status: response.status, body: (await response.json()) as object };
}

const unknown = { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] };

describe('a document that was sent once', () => {
  const gateway = useGateway({ devices: 1 });

  test('is known by its hash from then on, whichever way that is sent', async () => {
    expect(await ask(gateway, persisted(sha(viewer)))).toMatchObject({ status: 200, body: unknown });
    expect((await ask(gateway, { query: viewer, ...persisted(sha(viewer)) })).body).toMatchObject(told);
    for (const asked of [
      persisted(sha(viewer)),
      { documentId: sha(viewer) },
      { documentId: `sha256:${sha(viewer)}` },
    ]) {
      expect((await ask(gateway, asked)).body).toMatchObject(told);
    }
    expect((await get(gateway, { documentId: sha(viewer) })).body).toMatchObject(told);
    const { extensions } = persisted(sha(viewer));
    expect((await get(gateway, { extensions: JSON.stringify(extensions) })).body).toMatchObject(told);
  });

  test('is not taken under the hash of another one, nor when it is none', async () => {
    const other = sha('{ other }');
    expect((await ask(gateway, { query: viewer, ...persisted(other) })).body).toMatchObject({
      errors: [{ message: expect.stringMatching(/is not the SHA-256/), extensions: { code: 'BAD_REQUEST' } }],
    });
    expect((await ask(gateway, { query: '{ nope }', ...persisted(sha('{ nope }')) })).body).toHaveProperty('errors');
    for (const hash of [other, sha('{ nope }')]) {
      expect((await ask(gateway, persisted(hash))).body).toMatchObject(unknown);
    }
  });
});

describe('what replicas share', () => {
  test('a document that one was sent is known to the others', async () => {
    const store = memoryStore({ maxBytes: 2 ** 20 });
    const [one, other] = [rememberedDocuments(store), rememberedDocuments(store)];
    await one.set(`apq:${sha(viewer)}`, viewer);
    await vi.waitFor(async () => expect(await other.get(`apq:${sha(viewer)}`)).toBe(viewer));
    await store.close();
    expect(await other.get(`apq:${sha(viewer)}`)).toBe(viewer);
  });

  test('a text that does not fit its hash is not believed', async () => {
    const store = memoryStore({ maxBytes: 2 ** 20 });
    await (
      await store.writer()
    )(`document ${sha(viewer)}`, { status: 200, body: '{ forged }', at: Date.now(), freshMs: 1e6, lifeMs: 1e6 });
    expect(await rememberedDocuments(store).get(sha(viewer))).toBeUndefined();
  });
});

describe('with trusted documents', () => {
  const manifest = join(tmpdir(), `trusted-${process.pid}.json`);
  writeFileSync(
    manifest,
    JSON.stringify({
      who: viewer,
      dear: '{ commands(first: 1000) { nodes { results(first: 500) { nodes { reason } } } } }',
    }),
  );
  const gateway = useGateway({ devices: 1, env: { TRUSTED_DOCUMENTS: manifest } });
  const untrusted = { status: 403, body: { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] } };

  test.each([{ documentId: 'who' }, persisted('who'), { query: viewer }])('%j is carried out', async (asked) => {
    expect((await ask(gateway, asked)).body).toMatchObject(told);
  });

  test.each(['{ viewer { fullName } }', `${viewer} `, '{ __schema { types { name } } }'])(
    'the text %j is not',
    async (query) => {
      expect(await ask(gateway, { query })).toMatchObject(untrusted);
      expect(await ask(gateway, { query, documentId: 'who' })).toMatchObject(untrusted);
      expect(await get(gateway, { query })).toMatchObject(untrusted);
    },
  );

  test.each(['#?', '#a?', '?query=&', '?documentId=who&query=&'])('nor is a text behind %s', async (mark) => {
    const path = `/graphql${mark}query=${encodeURIComponent('{ __typename }')}`;
    const { status, text } = await getRaw(gateway.url, path, {
      authorization: 'Bearer demo-admin',
      'apollo-require-preflight': '1',
    });
    expect(text).not.toContain('"data"');
    expect([400, 403]).toContain(status);
  });

  test('nor is what could be read in several ways', async () => {
    const headers = { 'content-type': 'text/plain; a=application/json' };
    for (const path of ['/graphql', '/graphql/export']) {
      const response = await post(`${gateway.url}${path}`, { query: '{ __typename }' }, { headers });
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      ]);
    }
  });

  test('nothing is added to them, and their price counts', async () => {
    expect(await ask(gateway, { query: '{ __typename }', ...persisted(sha('{ __typename }')) })).toMatchObject(
      untrusted,
    );
    expect((await ask(gateway, { documentId: sha('{ __typename }') })).body).toMatchObject(unknown);
    expect((await ask(gateway, { documentId: '__proto__' })).body).toMatchObject(unknown);
    expect((await ask(gateway, { documentId: 'dear' })).body).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
  });
});
