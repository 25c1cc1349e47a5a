import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { markOf, pack, unpack } from '../../../src/upstream/cache/packing.js';

const entry = { status: 200, at: 1, freshMs: 2, lifeMs: 3 };

test.each([['short'], ['long'.repeat(1000)]])('an entry comes out as it was put in, with its mark', async (body) => {
  const packed = await pack({ ...entry, body }, 4711);
  expect(markOf(packed)).toBe(4711);
  expect(await unpack(packed)).toEqual({ ...entry, body });
});

test('a few bytes that stand for more than an answer can have are not unpacked', async () => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
  const head = (await pack({ ...entry, body: 'long'.repeat(1000) }, 4711)).subarray(0, 9);
  const bomb = Buffer.concat([head, brotliCompressSync(Buffer.alloc(2 ** 27 + 1, ' '), { params })]);
  expect(bomb.length).toBeLessThan(2 ** 16);
  await expect(unpack(bomb)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
});

test.each(['[200,1,2]', '[200,1,2,null,{}]', '["ok",1,2,3,{}]', '[200,"1",2,3,{}]', '[200,1,"2",3,{}]', '{}', ''])(
  'what was not put in by this is no entry: %s',
  async (text) => {
    const head = (await pack({ ...entry, body: 'short' }, 4711)).subarray(0, 9);
    await expect(unpack(Buffer.concat([head, Buffer.from(text)]))).rejects.toThrow();
  },
);
