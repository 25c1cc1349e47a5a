import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { apk, look, openUpload, send, sending } from '../../support/upload.js';

const gateway = useGateway({ devices: 5, env: { UPSTREAM_CONNECTIONS: '8' } });

/** Sends the first half of a file, and gives what sends the other, once the REST API has the first. */
async function beginFile(fileName: string) {
  const { url, upload } = await openUpload(gateway, { fileName });
  const file = apk(2000);
  const { client, answer } = sending(url!, { 'content-length': file.length });
  client.write(file.subarray(0, 1000));
  await expect.poll(async () => (await look(gateway, upload.uploadId)).status).toBe('RECEIVING');
  return () => {
    client.end(file.subarray(1000));
    return answer;
  };
}

test('files take a quarter of the sockets at most, however slowly they come: reads have the others', async () => {
  const ends = [await beginFile('com.example.a_1_1.apk'), await beginFile('com.example.b_1_1.apk')];
  const { url } = await openUpload(gateway, { fileName: 'com.example.c_1_1.apk' });
  const refused = await send(url!, apk());
  expect(refused).toMatchObject({
    status: 429,
    body: {
      errors: [
        { message: expect.stringContaining('As many files'), extensions: { code: 'RATE_LIMITED', retryAfter: 10 } },
      ],
    },
  });
  expect((await gateway.query('{ viewer { fullName } }')).data.viewer.fullName).toBe('Ada Admin');
  for (const end of ends) expect((await end()).status).toBe(201);
  expect((await send(url!, apk())).status).toBe(201);
});
