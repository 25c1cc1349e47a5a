import { findRecords, goOn, keysOf, type Found, type Learnt } from './find-records.js';
import { LazyRecord, read, type Source } from './lazy-record.js';
import type { IsSecret } from './value.js';

/** Makes records of those that have the same keys in the same order. */
export interface Layout {
  readonly Record: new (source: Source, first: number) => LazyRecord;
  /** How many keys they have. */
  readonly keys: number;
}

/** The layouts that a reader has met, by the numbers they were found with. No record of them has secrets. */
export class Layouts {
  #learnt: Learnt | undefined;
  readonly #met = new Map<number, Layout>();

  constructor(private readonly isSecret: IsSecret) {}

  /** Finds the records of the list that opens at `at`. Throws SyntaxError when it is no JSON, or nested too deep. */
  find(body: Buffer, at: number): Found {
    const learnt = goOn(this.#learnt);
    if (learnt !== this.#learnt) this.#met.clear();
    this.#learnt = learnt;
    return findRecords(body, at, learnt);
  }

  /** That of records which were found last. */
  get(number: number): Layout {
    const met = this.#met.get(number);
    if (met) return met;
    const keys = keysOf(number);
    const layout = { Record: this.#classOf(keys), keys: keys.length };
    this.#met.set(number, layout);
    return layout;
  }

  #classOf(keys: readonly string[]): Layout['Record'] {
    const Record = class extends LazyRecord {};
    keys.forEach((key, value) => {
      if (this.isSecret(key)) return;
      const get = function (this: LazyRecord) {
        return read(this, value);
      };
      Object.defineProperty(Record.prototype, key, { get, enumerable: true, configurable: true });
    });
    return Record;
  }
}
