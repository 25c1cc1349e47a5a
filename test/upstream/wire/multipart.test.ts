import { expect, test } from 'vitest';
import { formWith } from '../../../src/upstream/wire/multipart.js';

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

const file = { field: 'app_file', fileName: 'Till 2.1.apk', type: 'application/x', length: 9 };

test('a form with a file is what its type and length say', async () => {
  const { type, length, stream } = formWith({ ...file, pieces: pieces('PK1', '234', '567') });
  const [, boundary] = /^multipart\/form-data; boundary=([\w-]{20,70})$/.exec(type) ?? [];
  const text = Buffer.concat((await stream.toArray()) as Buffer[]);
  expect(text.length).toBe(length);
  expect(text.toString()).toBe(
    `--${boundary}\r\nContent-Disposition: form-data; name="app_file"; filename="Till 2.1.apk"\r\n` +
      `Content-Type: application/x\r\n\r\nPK1234567\r\n--${boundary}--\r\n`,
  );
  const form = await new Response(text, { headers: { 'content-type': type } }).formData();
  const parsed = form.get('app_file') as File;
  expect([parsed.name, parsed.type, await parsed.text()]).toEqual(['Till 2.1.apk', 'application/x', 'PK1234567']);
});

test('two forms have two boundaries', () => {
  const types = [1, 2].map(() => formWith({ ...file, pieces: pieces() }).type);
  expect(new Set(types).size).toBe(2);
});

test('a file that breaks off breaks the form off, and one nobody wants is not read on', async () => {
  async function* broken() {
    yield Buffer.from('PK');
    throw new Error('gone');
  }
  await expect(formWith({ ...file, pieces: broken() }).stream.toArray()).rejects.toThrow('gone');

  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(100_000);
    } finally {
      isClosed = true;
    }
  }
  for await (const piece of formWith({ ...file, pieces: endless() }).stream) if (String(piece).includes('\0')) break;
  expect(isClosed).toBe(true);
});
