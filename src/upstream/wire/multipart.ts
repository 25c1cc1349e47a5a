import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Content } from '../send.js';

/** One file in a form. */
export interface FilePart {
  /** The name of its field. */
  readonly field: string;
  /** Without quotes, line breaks and backslashes. */
  readonly fileName: string;
  readonly type: string;
  /** How many bytes `pieces` hold. */
  readonly length: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** A form with one file, as `multipart/form-data`: a piece of the file is asked for when there is room for it. */
export function formWith({ field, fileName, type, length, pieces }: FilePart): Omit<Content, 'timeoutMs'> {
  const boundary = `esper-graphql-${randomBytes(18).toString('hex')}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* whole() {
    yield head;
    yield* pieces;
    yield tail;
  }
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.length + length + tail.length,
    stream: Readable.from(whole(), { objectMode: false }),
  };
}
