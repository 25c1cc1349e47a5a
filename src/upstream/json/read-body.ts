import { Layout } from './layout.js';
import type { Malformed, Source } from './lazy-record.js';
import { behindColon, broken, closing, DEEPEST, goesOn, hasRecords, isList, isObject } from './scan.js';
import { isText, skipSpace, skipValue, tooDeep } from './scan.js';
import { parsed, textAt, valueAt, type IsSecret } from './value.js';

/**
 * Reads the body of an answer. Throws what `malformed` makes of SyntaxError for one that is no JSON, and of RangeError for one that
 * is nested too deep; so do the records in it, since nobody looks into their values before they are read.
 */
export type ReadBody = (bytes: Buffer, malformed: Malformed) => unknown;

/** Bytes below which to read all of a body is quicker than to find one's way in it. */
const SHORT = 8192;
/** Bytes in which a list begins, if there is one: behind its length and the addresses of other pages. */
const HEAD = 2048;

/** Reads bodies without their secrets, and the records of lists in long ones as LazyRecord. */
export function bodyReader(isSecret: IsSecret): ReadBody {
  const start = Layout.start(isSecret);
  return (bytes, malformed) => {
    try {
      if (bytes.length < SHORT || !hasRecords(bytes, HEAD)) return parsed(bytes, 0, bytes.length, isSecret);
      return new Reading(bytes, start, isSecret, malformed).body();
    } catch (cause) {
      throw malformed(cause);
    }
  };
}

/** Where values begin, for one body at a time. Grows with the longest. */
let scratch = new Int32Array(4096);

/** One body, and how far it has been read. */
class Reading {
  readonly #source: Source;
  #at = 0;
  #count = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly start: Layout,
    private readonly isSecret: IsSecret,
    malformed: Malformed,
  ) {
    this.#source = { bytes, places: scratch, records: 0, isKept: false, isSecret, malformed };
  }

  body(): unknown {
    this.#at = skipSpace(this.bytes, 0);
    const body = this.#value(0);
    if (this.#at < this.bytes.length) throw broken(this.#at);
    this.#source.places = scratch.slice(0, this.#count);
    return body;
  }

  /** Reads what begins here and goes to what comes next. */
  #value(depth: number): unknown {
    if (depth > DEEPEST) throw tooDeep();
    const { bytes } = this;
    const at = this.#at;
    if (isObject(bytes, at)) return this.#object(depth);
    if (isList(bytes, at)) return this.#list(depth);
    this.#at = skipSpace(bytes, skipValue(bytes, at));
    return valueAt(bytes, at, this.isSecret);
  }

  #list(depth: number): unknown[] {
    const { bytes } = this;
    const list: unknown[] = [];
    const close = closing(bytes, this.#at);
    this.#at = skipSpace(bytes, this.#at + 1);
    for (let more = bytes[this.#at] !== close; more;) {
      list.push(isObject(bytes, this.#at) ? this.#record() : this.#value(depth + 1));
      more = goesOn(bytes, this.#at, close);
      if (more) this.#at = skipSpace(bytes, this.#at + 1);
    }
    this.#at = skipSpace(bytes, this.#at + 1);
    return list;
  }

  /** What lists are in. */
  #object(depth: number): unknown {
    const { bytes } = this;
    const object: Record<string, unknown> = {};
    const close = closing(bytes, this.#at);
    this.#at = skipSpace(bytes, this.#at + 1);
    for (let more = bytes[this.#at] !== close; more;) {
      if (!isText(bytes, this.#at)) throw broken(this.#at);
      const key = textAt(bytes, this.#at);
      this.#at = behindColon(bytes, skipValue(bytes, this.#at));
      const value = this.#value(depth + 1);
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
      else if (!this.isSecret(key)) object[key] = value;
      more = goesOn(bytes, this.#at, close);
      if (more) this.#at = skipSpace(bytes, this.#at + 1);
    }
    this.#at = skipSpace(bytes, this.#at + 1);
    return object;
  }

  /** A record of a list: where its values stand is all that is found out. */
  #record(): unknown {
    const { bytes } = this;
    const [begun, first] = [this.#at, this.#count];
    const close = closing(bytes, begun);
    let layout = this.start;
    let at = skipSpace(bytes, begun + 1);
    for (let more = bytes[at] !== close; more;) {
      const next = layout.with(bytes, at);
      if (!next) return this.#plain(begun, first);
      layout = next;
      at = behindColon(bytes, at + next.width);
      this.#note(at);
      at = skipSpace(bytes, skipValue(bytes, at));
      more = goesOn(bytes, at, close);
      if (more) at = skipSpace(bytes, at + 1);
    }
    this.#at = skipSpace(bytes, at + 1);
    this.#source.records++;
    return layout.record(this.#source, first);
  }

  /** A record that is like no others, read at once. */
  #plain(at: number, first: number): unknown {
    const { bytes } = this;
    const end = skipValue(bytes, at);
    this.#count = first;
    this.#at = skipSpace(bytes, end);
    return parsed(bytes, at, end, this.isSecret);
  }

  #note(place: number): void {
    if (this.#count === scratch.length) {
      const longer = new Int32Array(2 * scratch.length);
      longer.set(scratch);
      scratch = longer;
    }
    scratch[this.#count++] = place;
  }
}
