import type { IncomingHttpHeaders } from 'node:http';
import { unpack } from './unpack.js';

/** An answer as it came over the wire, unpacked. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Told once how the receiving ended. */
export interface Receiving {
  received(answer: Received): void;
  failed(reason: unknown): void;
}

/** Stops one call; a part of what undici hands to whoever is told of its answer. */
interface Stop {
  abort(reason: Error): void;
}

const tooLong = () => new RangeError('an answer was longer than it may be');

/**
 * Takes one answer in, of which undici tells it piece by piece: `most` bytes at most, packed or unpacked. Fails with RangeError
 * when it is longer. What a status from 300 on means is known without the body: where that is at fault, it counts as empty.
 */
export class Receiver {
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #call: Stop | undefined;
  #given: Error | undefined;

  constructor(
    private readonly most: number,
    private readonly told: Receiving,
  ) {}

  /** Gives the call up: at once, also while it waits for a socket. */
  giveUp(reason: Error): void {
    this.#given = reason;
    if (this.#call) this.#call.abort(reason);
    else this.told.failed(reason);
  }

  onRequestStart(call: Stop): void {
    this.#call = call;
    if (this.#given) call.abort(this.#given);
  }

  /** Also told of what is said before the answer, with a status below 200. The last one counts. */
  onResponseStart(call: Stop, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length'] ?? 0) > this.most) call.abort(tooLong());
  }

  onResponseData(call: Stop, piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.most) call.abort(tooLong());
    else this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    let body: Buffer;
    try {
      const [first] = this.#pieces;
      const whole = first && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
      body = unpack(whole, this.#headers['content-encoding'], this.most);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.told.received({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Stop, reason: Error): void {
    this.#fail(reason);
  }

  #fail(reason: unknown): void {
    if (this.#status < 300 || this.#given) this.told.failed(reason);
    else this.told.received({ status: this.#status, headers: this.#headers, body: Buffer.alloc(0) });
  }
}
