import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { apk, look, openUpload, send, sending } from '../../support/upload.js';

const MOST = 300_000;
const gateway = useGateway({
  devices: 5,
  env: { LIMIT_UPLOAD_BYTES: String(MOST), UPSTREAM_TIMEOUT_MS: '500', UPSTREAM_ATTEMPTS: '1' },
});

test('a file may be as long as is allowed', async () => {
  const { url } = await openUpload(gateway);
  expect((await send(url!, apk(MOST))).status).toBe(201);
});

test('a client that falls silent in the middle is told so, and the URL stays good', async () => {
  const { url, upload } = await openUpload(gateway, { fileName: 'com.example.silent_1.0_1.apk' });
  const file = apk(MOST);
  const { client, answer } = sending(url!, { 'content-length': file.length });
  client.write(file.subarray(0, 100_000));
  const { status, body } = await answer;
  client.destroy();
  expect(status).toBe(408);
  expect(body.errors).toMatchObject([
    { message: expect.stringContaining('Nothing came for 500 ms'), extensions: { code: 'BAD_REQUEST' } },
  ]);
  expect((await look(gateway, upload.uploadId)).status).toBe('WAITING');
  expect((await send(url!, file)).status).toBe(201);
});
