import { randomUUID } from 'node:crypto';
import { Layouts } from './layouts.js';
import type { Malformed, Source } from './lazy-record.js';
import { strip } from './strip.js';
import { parsed, type IsSecret } from './value.js';

/**
 * Reads the body of an answer. Throws what `malformed` makes of SyntaxError for one that is no JSON, and of RangeError for one that
 * is nested too deep; so do the records in it, since nobody looks into their values before they are read.
 */
export type ReadBody = (bytes: Buffer, malformed: Malformed) => unknown;

/** Bytes below which to read all of a body is quicker than to find one's way in it. */
const SHORT = 1024;
/** Bytes beyond which it is not done either: the room that was made for the longest body is never given back. */
const LONG = 8 * 2 ** 20;
/** Bytes in which a list of records opens, if there is one: behind its length and the addresses of other pages. */
const HEAD = 2048;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
/** Stands for the list while what is around it is read: nobody can know it. */
const MARK = randomUUID();

interface Means {
  readonly layouts: Layouts;
  readonly isSecret: IsSecret;
  readonly malformed: Malformed;
}

/**
 * Reads bodies without their secrets, and the records of a list in all but short ones as LazyRecord.
 *
 * WebAssembly (assembly/) walks through the bytes of such a list once, tells which layout each record has, and where its values
 * stand (find-records.ts). A layout is a class with a getter for each key (layouts.ts); the value is cut out of the bytes and parsed
 * when a getter is called (lazy-record.ts, value.ts).
 */
export function bodyReader(isSecret: IsSecret): ReadBody {
  const layouts = new Layouts(isSecret);
  return (bytes, malformed) => {
    const at = listIn(bytes);
    try {
      if (at >= 0) return withRecords(bytes, at, { layouts, isSecret, malformed });
    } catch {
      // It was something else, or is broken: JSON.parse has the last word.
    }
    try {
      return parsed(bytes, 0, bytes.length, isSecret);
    } catch (cause) {
      throw malformed(cause);
    }
  };
}

/** Where a list of records seems to open; -1 when none does soon. */
function listIn(bytes: Buffer): number {
  const end = bytes.length < SHORT || bytes.length > LONG ? 0 : Math.min(bytes.length - 1, HEAD);
  for (let at = 0; at < end; at++) if (bytes[at] === OPEN_LIST && bytes[at + 1] === OPEN_OBJECT) return at;
  return -1;
}

/** A body in which a list of records opens at `at`. Throws when that is not what is there. */
function withRecords(bytes: Buffer, at: number, { layouts, isSecret, malformed }: Means): unknown {
  const { behind, places } = layouts.find(bytes, at);
  const around: unknown = JSON.parse(`${bytes.toString('utf8', 0, at)}"${MARK}"${bytes.toString('utf8', behind)}`);
  strip(around, isSecret);
  const source: Source = { bytes, places, records: 0, texts: [], isKept: false, isSecret, malformed };
  return put(recordsOf(source, layouts), around);
}

function recordsOf(source: Source, layouts: Layouts): unknown[] {
  const { bytes, places, isSecret } = source;
  const list: unknown[] = [];
  for (let place = 0; place < places.length;) {
    const number = places[place++]!;
    if (number === 0) {
      list.push(parsed(bytes, places[place]!, places[place + 1]!, isSecret));
      place += 2;
    } else {
      const { Record, keys } = layouts.get(number);
      list.push(new Record(source, place));
      place += 2 * keys;
      source.records++;
    }
  }
  return list;
}

/** What is around a list, with the list where its mark stands. */
function put(list: unknown[], around: unknown): unknown {
  if (around === MARK) return list;
  if (typeof around !== 'object' || around === null) return around;
  const object = around as Record<string, unknown>;
  for (const key in object) {
    const value = object[key];
    if (value === MARK || typeof value === 'object') object[key] = put(list, value);
  }
  return around;
}
