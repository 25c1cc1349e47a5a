import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** What an answer may be packed with, as `Accept-Encoding` has it. */
export const ENCODINGS = 'gzip, br';

const ways = { gzip: gunzipSync, br: brotliDecompressSync };

const isKnown = (name: string): name is keyof typeof ways => Object.hasOwn(ways, name);

/**
 * What is in a body that came packed so, `most` bytes at most. At once and not piece by piece: a stream takes several times as
 * long, and reading the text as JSON longer than either. Throws RangeError when it is longer, TypeError for an encoding nobody
 * asked for, and what zlib throws for what cannot be unpacked.
 */
export function unpack(body: Buffer, encoding: string | undefined, most: number): Buffer {
  const name = encoding?.toLowerCase() ?? 'identity';
  if (name === 'identity' || body.length === 0) return body;
  if (!isKnown(name)) throw new TypeError(`an answer came packed with ${name.slice(0, 40)}`);
  return ways[name](body, { maxOutputLength: most });
}
