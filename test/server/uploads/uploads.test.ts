import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createUploadDesk } from '../../../src/domains/app/upload-desk.js';
import { nodeId } from '../../../src/graphql/node-id.js';
import { callerBy } from '../../../src/server/access/caller.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';
import { useGateway } from '../../support/gateway.js';
import { configFor } from '../../support/replicas.js';
import { apk, look, openUpload, send, sending } from '../../support/upload.js';

const CACHE_SECRET = 'a secret that all replicas have in common';
const gateway = useGateway({
  devices: 5,
  env: { CACHE_ENABLED: 'true', LIMIT_UPLOAD_BYTES: '5000000', CACHE_SECRET, UPSTREAM_ATTEMPTS: '1' },
});
const callsOf = () => gateway.simulator.calls.map(({ method, path }) => `${method} ${path}`);
const base = () => `/enterprise/${gateway.simulator.world.enterpriseId}/application/`;
const code = (one: { body: { errors: { extensions: { code: string } }[] } }) => one.body.errors[0]!.extensions.code;

describe('a file that is sent', () => {
  test('becomes a version of a new app, for one call, byte by byte as it was', async () => {
    const { upload, url, calls } = await openUpload(gateway, { fileName: 'com.example.fresh_1.2_12.apk' });
    expect(calls).toEqual([]);
    const file = apk(700_000);
    const { status, body } = await send(url!, file);
    expect(callsOf()).toEqual([`POST ${base()}upload/`]);

    const app = gateway.simulator.world.apps.apps.find(({ packageName }) => packageName === 'com.example.fresh')!;
    const [version] = app.versions;
    expect(version!.hash).toBe(createHash('sha256').update(file).digest('hex'));
    const appVersion = nodeId('AppVersion', app.id, version!.id);
    expect({ status, body }).toEqual({
      status: 201,
      body: { uploadId: upload.uploadId, app: nodeId('App', app.id), appVersion },
    });
    const { data } = await gateway.query(
      `{ node(id: "${appVersion}") { ... on AppVersion { versionName versionCode app { packageName } } } }`,
    );
    expect(data.node).toEqual({ versionName: '1.2', versionCode: '12', app: { packageName: 'com.example.fresh' } });
    expect(await look(gateway, upload.uploadId)).toEqual({
      status: 'DONE',
      url: null,
      appVersion: { versionName: '1.2' },
      userErrors: [],
    });
  });

  test('becomes a version of the app there is, for one call more, and whoever reads next sees it', async () => {
    const read =
      '{ app(packageName: "com.example.kiosk") { id latestVersion { versionName } versions { totalCount } } }';
    const before = (await gateway.query(read)).data.app;
    const { url } = await openUpload(gateway, { fileName: 'com.example.kiosk_99.0_990000.apk' });
    const { body } = await send(url!, apk());
    const app = gateway.simulator.world.apps.apps.find(({ packageName }) => packageName === 'com.example.kiosk')!;
    expect(body).toMatchObject({ app: before.id, appVersion: nodeId('AppVersion', app.id, app.versions[0]!.id) });
    expect(callsOf()).toEqual([`POST ${base()}upload/`, `GET /v1${base()}${app.id}/version/?limit=250`]);
    const after = (await gateway.query(read)).data.app;
    expect(after.latestVersion.versionName).toBe('99.0');
    expect(after.versions.totalCount).toBe(before.versions.totalCount + 1);
  });

  test('tells for how long to wait where the REST API takes no more calls', async () => {
    const { url } = await openUpload(gateway);
    gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 7, match: '/upload/' });
    const response = await fetch(url!, { method: 'PUT', headers: { authorization: 'Bearer demo-admin' }, body: apk() });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test.each([403, 404, 429, 503])(
    'is stored, also when its version cannot be looked up afterwards: %i',
    async (status) => {
      const { upload, url } = await openUpload(gateway, {
        fileName: `com.example.kiosk_99.${status}_990${status}.apk`,
      });
      gateway.simulator.faults.inject({ kind: 'status', status, retryAfter: 90, match: '/version/' });
      const app = gateway.simulator.world.apps.apps.find(({ packageName }) => packageName === 'com.example.kiosk')!;
      expect(await send(url!, apk(1000, String(status)[2]))).toEqual({
        status: 201,
        body: { uploadId: upload.uploadId, app: nodeId('App', app.id), appVersion: null },
      });
      expect(app.versions[0]!.name).toBe(`99.${status}`);
      expect(await look(gateway, upload.uploadId)).toEqual({
        status: 'DONE',
        url: null,
        appVersion: null,
        userErrors: [],
      });
      expect((await send(url!, apk())).status).toBe(409);
    },
  );

  test('is on its way before its last byte has come', async () => {
    const { url, upload } = await openUpload(gateway);
    gateway.simulator.clearCalls();
    const file = apk(200_000);
    const { client, answer } = sending(url!, { 'content-length': file.length });
    client.write(file.subarray(0, 100_000));
    await expect.poll(callsOf).toEqual([`POST ${base()}upload/`]);
    expect((await look(gateway, upload.uploadId)).status).toBe('RECEIVING');
    client.end(file.subarray(100_000));
    expect((await answer).status).toBe(201);
  });

  test('needs the key it was announced with, and no other one', async () => {
    const { url } = await openUpload(gateway, {}, 'demo-viewer');
    expect(code(await send(url!, apk(), {}, 'demo-admin'))).toBe('NOT_FOUND');
    const nobody = await send(url!, apk(), {}, null);
    expect([nobody.status, code(nobody)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(callsOf()).toEqual([]);
    const refused = await send(url!, apk(), {}, 'demo-viewer');
    expect(refused).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
  });

  test('may be announced to another replica', async () => {
    const config = configFor(gateway.simulator, { CACHE_SECRET });
    const { identity } = callerBy('demo-admin', config, config);
    const ticket = (hoursAgo: number) =>
      createUploadDesk({
        secret: config.identitySecret,
        ledger: memoryLedger(),
        mostBytes: 1,
        expiryMs: 1_800_000,
        timeoutMs: 1,
        now: () => Date.now() - hoursAgo * 3_600_000,
      })(identity).issue({ fileName: 'app.apk', sizeBytes: null });
    const at = (hoursAgo: number) => new URL(`${gateway.url}/uploads/${ticket(hoursAgo).uploadId}`);
    expect((await send(at(0), apk(3000))).status).toBe(201);
    const late = await send(at(1), apk(4000));
    expect({ status: late.status, code: code(late) }).toEqual({ status: 410, code: 'NOT_FOUND' });
  });
});

describe('a file is refused before any call, and the URL stays good,', () => {
  test.each<[string, object, Buffer, Record<string, string>, number, string, RegExp]>([
    ['when it is no ZIP', {}, Buffer.from('#!/bin/sh\n'), {}, 415, 'BAD_USER_INPUT', /no APK/],
    ['when it is empty', {}, Buffer.alloc(0), {}, 415, 'BAD_USER_INPUT', /no APK/],
    ['when it is packed', {}, apk(), { 'content-encoding': 'gzip' }, 415, 'BAD_USER_INPUT', /Content-Encoding/],
    [
      'when it is longer than allowed',
      {},
      apk(5_000_001),
      {},
      413,
      'LIMIT_EXCEEDED',
      /LIMIT_UPLOAD_BYTES allows 5000000/,
    ],
    ['when it has another length than was told', { sizeBytes: 999 }, apk(), {}, 400, 'BAD_USER_INPUT', /told of 999/],
  ])('%s', async (_, input, file, headers, status, wanted, message) => {
    const { url, upload } = await openUpload(gateway, input);
    const refused = await send(url!, file, headers);
    expect({ status: refused.status, code: code(refused) }).toEqual({ status, code: wanted });
    expect(refused.body.errors[0].message).toMatch(message);
    expect(callsOf()).toEqual([]);
    expect((await look(gateway, upload.uploadId)).status).toBe('WAITING');
  });

  test('and a limit is told as every limit is', async () => {
    const { url } = await openUpload(gateway);
    const { body } = await send(url!, apk(5_000_001));
    const limit = { name: 'LIMIT_UPLOAD_BYTES', found: 5_000_001, most: 5_000_000 };
    expect(body.errors[0].extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit });
  });

  test('when nobody says how long it is', async () => {
    const { url } = await openUpload(gateway);
    const { client, answer } = sending(url!, { 'transfer-encoding': 'chunked' });
    client.end(apk());
    expect((await answer).status).toBe(411);
  });

  test('when the URL was tampered with, or made up', async () => {
    const { url } = await openUpload(gateway);
    const changed = ['x', '!', '.x'].map((more) => `${url!.pathname}${more}`);
    for (const path of [...changed, url!.pathname.replace('/uploads/', '/uploads/x'), '/uploads/', '/uploads/a.b.c'])
      expect((await send(new URL(path, url!), apk())).status).toBe(404);
    expect(callsOf()).toEqual([]);
  });
});

test.each(['GET', 'POST', 'DELETE'])('a URL is not for %s', async (method) => {
  const { url } = await openUpload(gateway);
  const response = await fetch(url!, { method, headers: { authorization: 'Bearer demo-admin' } });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'PUT']);
  expect(await response.json()).toMatchObject({ errors: [{ message: 'Send the file with PUT.' }] });
});

describe('a URL', () => {
  test('takes one file', async () => {
    const { url, upload } = await openUpload(gateway);
    const both = [5000, 6000].map((length) => ({ length, ...sending(url!, { 'content-length': length }) }));
    for (const { client } of both) client.flushHeaders();
    expect((await look(gateway, upload.uploadId)).status).toBe('WAITING'); // both have been let in
    for (const { client, length } of both) client.end(apk(length));
    const told = await Promise.all(both.map(({ answer }) => answer));
    expect(told.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(code(await send(url!, apk(5000)))).toBe('CONFLICT');
    expect(callsOf().filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  test('is used up when the REST API refuses the file, and what it said can be asked for', async () => {
    const fileName = 'com.example.pos_1.0_7.apk';
    await send((await openUpload(gateway, { fileName })).url!, apk());
    const { url, upload } = await openUpload(gateway, { fileName });
    const refused = await send(url!, apk());
    expect({ status: refused.status, code: code(refused) }).toEqual({ status: 409, code: 'CONFLICT' });
    expect(await look(gateway, upload.uploadId)).toEqual({
      status: 'REFUSED',
      url: null,
      appVersion: null,
      userErrors: [{ message: 'App version already exists', field: null, code: 'CONFLICT' }],
    });
  });

  test('stays good when the key has no right, or the REST API asks for a pause', async () => {
    const { url, upload } = await openUpload(gateway);
    gateway.simulator.faults.inject({ kind: 'status', status: 403, match: 'POST', times: 1 });
    expect((await send(url!, apk())).status).toBe(403);
    expect(await look(gateway, upload.uploadId)).toMatchObject({ status: 'WAITING', url: upload.url });
  });

  test('is used up when nobody knows what came of the file', async () => {
    const { url, upload } = await openUpload(gateway);
    gateway.simulator.faults.inject({ kind: 'status', status: 503, match: 'POST', times: 1 });
    expect(await send(url!, apk())).toMatchObject({
      status: 502,
      body: { errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] },
    });
    expect((await look(gateway, upload.uploadId)).status).toBe('UNKNOWN');
    expect((await send(url!, apk())).status).toBe(409);
  });

  test('stays good when the client leaves in the middle, which ends the REST call', async () => {
    const { url, upload } = await openUpload(gateway);
    gateway.simulator.clearCalls();
    const file = apk(400_000);
    const { client, answer } = sending(url!, { 'content-length': file.length });
    answer.catch(() => {});
    client.write(file.subarray(0, 200_000));
    await expect.poll(callsOf).toHaveLength(1);
    const [call] = gateway.simulator.calls;
    client.destroy();
    await expect.poll(() => call!.aborted).toBe(true);
    await expect.poll(async () => (await look(gateway, upload.uploadId)).status).toBe('WAITING');
    expect((await send(url!, file)).status).toBe(201);
  });
});
