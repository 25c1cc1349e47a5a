import { binary } from '../../generated/find-records.js';
import { LazyRecord } from './lazy-record.js';
import { DEEPEST } from './strip.js';

declare const WebAssembly: {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

/** What assembly/records.ts exports. */
interface Assembly {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly written: { readonly value: number };
  readonly generation: { readonly value: number };
  forgetWhenFull(): void;
  start(): number;
  findRecords(layout: number, at: number, begin: number, end: number, out: number): number;
}

/** What there is in a list. */
export interface Found {
  /** The place behind the list. */
  readonly behind: number;
  /**
   * For each record the number of its layout, and where each of its values begins and ends; for a member that is none, or has keys
   * that none is like, 0, where it begins and where it ends. The end of a text whose bytes do not all stand for themselves is
   * negative.
   */
  readonly places: Int32Array;
}

/** Where the layouts begin that a reader has met. Their numbers mean what they do as long as it is this one. */
export interface Learnt {
  readonly start: number;
  readonly generation: number;
}

/** Where bodies are put: what is before it holds the layouts. */
const BODY = 0x40000;
const PAGE = 0x10000;
/** Bytes that are written of one byte at most: three numbers for a digit and the comma behind it. */
const MOST_WRITTEN = 6;

/** Whether a key is its own text, and no name that a record has anyway. */
const isUsual = (at: number, length: number): boolean => {
  const key = bytes.toString('latin1', at, at + length);
  return /^[\w .:/-]*$/.test(key) && !(key in LazyRecord.prototype);
};
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), {
  layouts: { ROOM: BODY, isUsual },
  skip: { DEEPEST },
});
const assembly = exports as Assembly;
let bytes = Buffer.from(assembly.memory.buffer);

/** What a reader goes on with: what it has learnt, or a new beginning, when it has not or when all readers' was forgotten. */
export function goOn(learnt: Learnt | undefined): Learnt {
  assembly.forgetWhenFull();
  if (learnt?.generation === assembly.generation.value) return learnt;
  const start = assembly.start();
  return { start, generation: assembly.generation.value };
}

/**
 * Finds the records of the list that opens at `at`, and learns what layouts they have. Throws SyntaxError when it is no JSON, or
 * nested too deep.
 */
export function findRecords(body: Buffer, at: number, learnt: Learnt): Found {
  const end = BODY + body.length;
  const out = (end + 31) & ~15;
  makeRoom(out + MOST_WRITTEN * body.length + PAGE);
  body.copy(bytes, BODY + at, at);
  bytes.fill(0, end, out);
  const behind = assembly.findRecords(learnt.start, BODY + at, BODY, end, out);
  if (behind === 0) throw new SyntaxError('no list of records');
  return { behind: behind - BODY, places: numbersFrom(out, assembly.written.value) };
}

/** The keys of a layout, in their order. */
export function keysOf(layout: number): string[] {
  const keys: string[] = [];
  const field = (place: number, at: number) => bytes.readInt32LE(place + 4 * at);
  for (let place = layout; field(place, 0) !== 0; place = field(place, 0)) {
    const [word, width] = [field(place, 1), field(place, 2)];
    keys.push(bytes.toString('latin1', word + 1, word + width - 1));
  }
  return keys.reverse();
}

/** A copy of what was written, in memory that short ones share: to get memory for each takes as long as to find what is in it. */
function numbersFrom(begin: number, end: number): Int32Array {
  const copy = Buffer.allocUnsafe(end - begin);
  bytes.copy(copy, 0, begin, end);
  return new Int32Array(copy.buffer, copy.byteOffset, copy.length / 4);
}

function makeRoom(wanted: number): void {
  const missing = wanted - bytes.length;
  if (missing <= 0) return;
  assembly.memory.grow(Math.ceil(missing / PAGE));
  bytes = Buffer.from(assembly.memory.buffer);
}
