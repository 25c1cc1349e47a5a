import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { look, openUpload } from '../../support/upload.js';

const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true', LIMIT_UPLOAD_BYTES: '5000000' } });

test('the way for a file is opened without a call, and tells where to send it and by when', async () => {
  const { upload, userErrors, errors, calls } = await openUpload(gateway, {
    fileName: 'Till 2.1.APK',
    sizeBytes: 1234,
  });
  expect({ userErrors, errors, calls }).toEqual({ userErrors: [], errors: undefined, calls: [] });
  expect(upload).toEqual({
    uploadId: expect.stringMatching(/^[\w-]+\.[\w-]+$/),
    url: `uploads/${upload.uploadId}`,
    status: 'WAITING',
    expiresAt: expect.any(String),
    fileName: 'Till 2.1.APK',
    sizeBytes: 1234,
    appVersion: null,
    userErrors: [],
  });
  const minutes = (Date.parse(upload.expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(10);
  expect(minutes).toBeLessThanOrEqual(15);
});

test('a file without a name is called app.apk, and may be of any length', async () => {
  expect((await openUpload(gateway)).upload).toMatchObject({ fileName: 'app.apk', sizeBytes: null });
});

test.each([1, 5_000_000])('a file may have %i bytes', async (sizeBytes) => {
  expect((await openUpload(gateway, { sizeBytes })).upload).toMatchObject({ sizeBytes });
});

test.each([
  ['a name with a quote', { fileName: 'a".apk' }, 'fileName', /such as kiosk-2\.1\.apk/],
  ['a name with a line break', { fileName: 'a\r\n.apk' }, 'fileName', /letters, digits/],
  ['a way as a name', { fileName: '../a.apk' }, 'fileName', /letters, digits/],
  ['a name of something else', { fileName: 'app.ipa' }, 'fileName', /\.apk at the end/],
  ['a name that goes on', { fileName: 'app.apk.exe' }, 'fileName', /\.apk at the end/],
  ['a length that is none', { sizeBytes: 0 }, 'sizeBytes', /from 1 to 5000000/],
  ['a length that is too much', { sizeBytes: 5_000_001 }, 'sizeBytes', /LIMIT_UPLOAD_BYTES/],
])('%s is a fault of the input', async (_, input, field, message) => {
  const { upload, userErrors, errors } = await openUpload(gateway, input);
  expect({ upload, errors }).toEqual({ upload: null, errors: undefined });
  expect(userErrors).toEqual([{ field: [field], code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }]);
});

test('under an idempotency key the same way is told again', async () => {
  const input = { idempotencyKey: 'upload-1' };
  const [first, second] = [await openUpload(gateway, input), await openUpload(gateway, input)];
  expect(second.upload).toEqual(first.upload);
  expect((await openUpload(gateway)).upload.uploadId).not.toBe(first.upload.uploadId);
});

test('an upload is known to the key that made it, and no answer about it is kept', async () => {
  const { upload } = await openUpload(gateway);
  expect(await look(gateway, upload.uploadId)).toMatchObject({ status: 'WAITING', url: upload.url });
  expect(await look(gateway, upload.uploadId, 'demo-viewer')).toBeNull();
  expect(await look(gateway, `${upload.uploadId}x`)).toBeNull();
  const { headers } = await gateway.query(`{ appUpload(id: "${upload.uploadId}") { status } viewer { username } }`);
  expect(headers.get('cache-control')).toBe('no-store');
  const unnamed = await gateway.query('{ appUpload { status } }');
  expect([unnamed.data, unnamed.errors]).toEqual([{ appUpload: null }, undefined]);
});

test('without a key there is none', async () => {
  const { data, errors } = await gateway.query('mutation { createAppUpload(input: {}) { upload { url } } }', {
    key: null,
  });
  expect(data).toEqual({ createAppUpload: null });
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});
