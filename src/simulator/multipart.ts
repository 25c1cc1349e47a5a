import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from './refusals.js';

/** A file out of a form, as far as one can tell without keeping it. */
export interface ReceivedFile {
  fileName: string;
  bytes: number;
  sha256: string;
  /** What it begins with: 4 bytes, or fewer when it has no more. */
  head: Buffer;
}

const MOST_HEADER_BYTES = 16_384;

/** Reads a form as it comes and gives the file in the named field; undefined when there is none. Nothing of it is kept. */
export async function fileIn(request: IncomingMessage, field: string): Promise<ReceivedFile | undefined> {
  const type = request.headers['content-type'] ?? '';
  const [, quoted, bare] = /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw new Refusal(415, `Unsupported media type "${type}" in request.`);
  const form = new Form(boundary, field);
  for await (const piece of request) form.take(piece as Buffer);
  if (!form.isClosed) throw badRequest('detail', 'Multipart form parse error - the form has no end.');
  return form.file;
}

/** A form that is read piece by piece: what is left over waits for the next piece. */
class Form {
  file: ReceivedFile | undefined;
  private readonly delimiter: Buffer;
  /** The first boundary has no line before it. */
  private rest = Buffer.from('\r\n');
  /** What the part that is being read is for; undefined between parts. */
  private sink: ((bytes: Buffer) => void) | undefined;
  private finish = () => {};
  private begun = false;

  constructor(
    boundary: string,
    private readonly field: string,
  ) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  get isClosed(): boolean {
    return this.begun && this.sink === undefined && this.rest.subarray(0, 2).toString() === '--';
  }

  take(piece: Buffer): void {
    this.rest = Buffer.concat([this.rest, piece]);
    while (this.sink ? this.readBody(this.sink) : this.readHeaders());
  }

  /** Whether there is more to read. */
  private readHeaders(): boolean {
    if (!this.begun) {
      const at = this.rest.indexOf(this.delimiter);
      if (at < 0) return false;
      this.begun = true;
      this.rest = this.rest.subarray(at + this.delimiter.length);
    }
    const end = this.rest.indexOf('\r\n\r\n');
    if (end < 0 && this.rest.length > MOST_HEADER_BYTES) throw badRequest('detail', 'Multipart form parse error.');
    if (end < 0 || this.isClosed) return false;
    this.open(this.rest.subarray(0, end).toString());
    this.rest = this.rest.subarray(end + 4);
    return true;
  }

  private readBody(sink: (bytes: Buffer) => void): boolean {
    const at = this.rest.indexOf(this.delimiter);
    // The beginning of a boundary may be the end of the piece.
    const sure = at < 0 ? Math.max(0, this.rest.length - this.delimiter.length) : at;
    sink(this.rest.subarray(0, sure));
    this.rest = this.rest.subarray(at < 0 ? sure : at + this.delimiter.length);
    if (at < 0) return false;
    this.finish();
    this.sink = undefined;
    return true;
  }

  private open(headers: string): void {
    const name = /[\s;]name="([^"]*)"/i.exec(headers)?.[1];
    const fileName = /filename="([^"]*)"/i.exec(headers)?.[1];
    this.sink = () => {};
    this.finish = () => {};
    if (name !== this.field || fileName === undefined) return;
    const hash = createHash('sha256');
    const file: ReceivedFile = { fileName, bytes: 0, sha256: '', head: Buffer.alloc(0) };
    this.sink = (bytes) => {
      if (file.head.length < 4) file.head = Buffer.concat([file.head, bytes.subarray(0, 4 - file.head.length)]);
      file.bytes += bytes.length;
      hash.update(bytes);
    };
    this.finish = () => {
      file.sha256 = hash.digest('hex');
      this.file = file;
    };
  }
}
