import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileIn } from '../../src/simulator/multipart.js';

const FILE = Buffer.from('PK\u0003\u0004\r\n--Bound\r\n--Boundar and so on\r\n\r\n');
const head = (name: string, file?: string) =>
  `Content-Disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ''}\r\n\r\n`;
const FORM = Buffer.concat([
  Buffer.from(`--Boundary\r\n${head('note')}hello\r\n--Boundary\r\n${head('app_file', 'a b.apk')}`),
  FILE,
  Buffer.from('\r\n--Boundary--\r\n'),
]);

const read = (pieces: Buffer[], type = 'multipart/form-data; boundary=Boundary') =>
  fileIn(
    Object.assign(Readable.from(pieces), { headers: { 'content-type': type } }) as unknown as IncomingMessage,
    'app_file',
  );
const expected = {
  fileName: 'a b.apk',
  bytes: FILE.length,
  sha256: createHash('sha256').update(FILE).digest('hex'),
  head: FILE.subarray(0, 4),
};

test('the file in a form is the same, wherever the form is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: FORM.length }), { maxLength: 20 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), FORM.length];
      expect(await read(at.slice(1).map((end, n) => FORM.subarray(at[n], end)))).toEqual(expected);
    }),
  );
  expect(await read([FORM], 'Multipart/Form-Data; charset=utf-8; boundary="Boundary"')).toEqual(expected);
});

test('a form without the file has none', async () => {
  expect(await read([Buffer.from(`--Boundary\r\n${head('note')}hello\r\n--Boundary--`)])).toBeUndefined();
});

test('a form that breaks off, or is none, is refused', async () => {
  for (const length of [0, 5, 60, FORM.length - 20]) {
    await expect(read([FORM.subarray(0, length)])).rejects.toMatchObject({ status: 400 });
  }
  await expect(read([FORM], 'application/octet-stream')).rejects.toMatchObject({ status: 415 });
});
