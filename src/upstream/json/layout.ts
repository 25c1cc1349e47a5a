import { LazyRecord, read, type Source } from './lazy-record.js';
import { broken, isText, skipText } from './scan.js';
import type { IsSecret } from './value.js';

/** Keys that may follow on one, and layouts there may be at all: a record with free keys is none that others are like. */
const MOST_NEXT = 24;
const MOST_LAYOUTS = 10_000;

/** Whether a key is its own text, and no name that a record has anyway. */
const isPlain = (key: string) => /^[\w .:/-]*$/.test(key) && !(key in LazyRecord.prototype);

/**
 * The keys that a record has, in their order, as far as it has been read: a tree that grows with the records that are seen.
 * Nearly all records of a list have their keys in one of a few orders, so that a key is not read but compared with those that
 * have followed before.
 */
export class Layout {
  /** Its last key as it stands in a body. */
  private readonly word: Buffer;
  readonly #next: Layout[] = [];
  #Record: (new (source: Source, first: number) => LazyRecord) | undefined;

  private constructor(
    /** The layout without its last key; null for that of no keys. */
    private readonly before: Layout | null,
    private readonly key: string,
    private readonly isSecret: IsSecret,
    /** What all layouts of one tree count themselves by. */
    private readonly tree: { layouts: number },
  ) {
    this.word = Buffer.from(`"${key}"`);
  }

  /** The layout of a record that has no keys. */
  static start(isSecret: IsSecret): Layout {
    return new Layout(null, '', isSecret, { layouts: 0 });
  }

  /** The bytes of its last key, with its quotes. */
  get width(): number {
    return this.word.length;
  }

  /** The layout with one key more, which begins at `at`; undefined for an unusual key, and when there are too many. */
  with(bytes: Buffer, at: number): Layout | undefined {
    const next = this.#next;
    for (let i = 0; i < next.length; i++) if (standsAt(next[i]!.word, bytes, at)) return next[i];
    return this.#grow(bytes, at);
  }

  /** A record of this layout, whose first value is noted at `first`. */
  record(source: Source, first: number): LazyRecord {
    return new (this.#Record ??= this.#classOf())(source, first);
  }

  #grow(bytes: Buffer, at: number): Layout | undefined {
    if (!isText(bytes, at)) throw broken(at);
    const key = bytes.toString('latin1', at + 1, skipText(bytes, at) - 1);
    if (!isPlain(key) || this.#next.length >= MOST_NEXT || this.tree.layouts >= MOST_LAYOUTS) return undefined;
    this.tree.layouts++;
    const next = new Layout(this, key, this.isSecret, this.tree);
    this.#next.push(next);
    return next;
  }

  #keys(into: string[] = []): string[] {
    if (this.before) this.before.#keys(into).push(this.key);
    return into;
  }

  #classOf() {
    const Record = class extends LazyRecord {};
    this.#keys().forEach((key, value) => {
      if (this.isSecret(key)) return;
      const get = function (this: LazyRecord) {
        return read(this, value);
      };
      Object.defineProperty(Record.prototype, key, { get, enumerable: true, configurable: true });
    });
    return Record;
  }
}

function standsAt(word: Buffer, bytes: Buffer, at: number): boolean {
  if (at + word.length > bytes.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}
