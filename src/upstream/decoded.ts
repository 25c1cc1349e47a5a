import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

/** What an answer may be packed with, as `Accept-Encoding` has it. */
export const ENCODINGS = 'gzip, br';

/**
 * The body of an answer, unpacked as it arrives. Throws TypeError for an encoding nobody asked for. Failures of either
 * stream end both.
 */
export function decoded(body: Readable, encoding: string | string[] | undefined): Readable {
  const name = String(encoding ?? 'identity').toLowerCase();
  if (name === 'identity') return body;
  if (name !== 'gzip' && name !== 'br') throw new TypeError(`an answer came packed with ${name.slice(0, 40)}`);
  // Who reads the unpacked stream meets its error there; the callback is only there for pipeline to clean up quietly.
  return pipeline(body, name === 'gzip' ? createGunzip() : createBrotliDecompress(), () => {});
}
