import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Entry } from './store.js';

/** Characters of JSON from which on compressing pays. */
const WORTH_PRESSING = 1024;
/** Quality 1 makes a page of devices seven times smaller in under a millisecond; better ones cost more than they save. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
/** One byte that tells how the text is written, and eight for the mark. */
const HEAD = 9;
const written = { plain: 0, pressed: 1 };

/** Bytes of JSON that an entry may have: what others can write to may hold a few that stand for more than there is memory. */
const MOST_BYTES = 2 ** 27;

const press = promisify(brotliCompress);
const unpress = promisify(brotliDecompress);

/** An entry as few bytes. `mark` is a number that can be read without unpacking. */
export async function pack({ status, at, freshMs, lifeMs, body }: Entry, mark: number): Promise<Buffer> {
  const text = JSON.stringify([status, at, freshMs, lifeMs, body]);
  const pressed = text.length >= WORTH_PRESSING;
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(pressed ? written.pressed : written.plain);
  head.writeDoubleBE(mark, 1);
  return Buffer.concat([head, pressed ? await press(text, { params }) : Buffer.from(text)]);
}

/** The mark; not a number for bytes that `pack` did not write. */
export const markOf = (packed: Buffer): number => (packed.length >= HEAD ? packed.readDoubleBE(1) : Number.NaN);

/** The entry again. Throws for bytes that `pack` did not write, and for one of more than 128 MiB. */
export async function unpack(packed: Buffer): Promise<Entry> {
  const rest = packed.subarray(HEAD);
  const text = packed.readUInt8() === written.pressed ? await unpress(rest, { maxOutputLength: MOST_BYTES }) : rest;
  const [status, at, freshMs, lifeMs, body] = JSON.parse(text.toString()) as [number, number, number, number, unknown];
  if (![status, at, freshMs, lifeMs].every(Number.isFinite)) throw new TypeError('not an entry');
  return { status, at, freshMs, lifeMs, body };
}
