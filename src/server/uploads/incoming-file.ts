import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { systemClock, type Clock } from '../../upstream/clock.js';
import { UpstreamError } from '../../upstream/errors.js';
import { RefusedRequest } from '../http/refused-request.js';

/** A file as it comes from a client, of which no more is held than a piece or two. */
export interface IncomingFile {
  /** Its bytes, read when they are asked for. Throws CANCELLED when they stop coming. */
  readonly pieces: AsyncGenerator<Buffer>;
  /** Why it did not come to its end, when that was the client's doing. */
  readonly fault: RefusedRequest | undefined;
  /** Whether all of it was passed on. */
  readonly isWhole: boolean;
  /** Reads no more of it. */
  close(): void;
}

export interface IncomingFileOptions {
  /** Bytes the file has. */
  readonly length: number;
  /** Milliseconds for which nothing may come. */
  readonly silenceMs: number;
  readonly clock?: Clock;
}

/** What every ZIP begins with that has something in it. An APK is one. */
const ZIP = Buffer.from('PK\u0003\u0004');

const brokenOff = () => new RefusedRequest(400, 'CANCELLED', 'The connection broke off before the file was there.');
const silent = (ms: number) =>
  new RefusedRequest(408, 'BAD_REQUEST', `Nothing came for ${ms} ms, and the file was given up: send it again.`);

/** Looks at the beginning of a file and lets the rest be read. Throws RefusedRequest when it is no APK, or does not come. */
export async function incomingFile(request: IncomingMessage, options: IncomingFileOptions): Promise<IncomingFile> {
  const { length, silenceMs, clock = systemClock } = options;
  // What ends with the file must not be the request: with it would go the connection, and the answer.
  const relay = request.on('error', () => {}).pipe(new PassThrough());
  request.once('close', () => {
    if (!request.complete) relay.destroy(brokenOff());
  });
  const source = relay.iterator();
  const file = { fault: undefined as RefusedRequest | undefined, isWhole: false, close: () => void relay.destroy() };

  const next = async (): Promise<Buffer | undefined> => {
    const stop = clock.after(silenceMs, () => relay.destroy(silent(silenceMs)));
    try {
      const { done, value } = await source.next();
      return done ? undefined : (value as Buffer);
    } catch (error) {
      if (error instanceof RefusedRequest) file.fault = error;
      throw error;
    } finally {
      stop();
    }
  };

  let first: Buffer = Buffer.alloc(0);
  for (let piece = await next(); piece; piece = first.length < ZIP.length ? await next() : undefined) {
    first = Buffer.concat([first, piece]);
  }
  if (!first.subarray(0, ZIP.length).equals(ZIP)) {
    file.close();
    throw new RefusedRequest(415, 'BAD_USER_INPUT', 'This is no APK: the file does not begin as a ZIP does.');
  }

  async function* pieces(): AsyncGenerator<Buffer> {
    let left = length;
    for (let piece: Buffer | undefined = first; piece;) {
      left -= piece.length;
      yield piece;
      piece = await next().catch((cause: unknown) => {
        throw new UpstreamError('CANCELLED', { call: '', cause });
      });
    }
    file.isWhole = left === 0;
  }
  return Object.assign(file, { pieces: pieces() });
}
