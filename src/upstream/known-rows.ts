import type { Asking } from './asking.js';
import type { AskedBy, Batch } from './by-key.js';
import type { RecalledPage } from './cache/recall.js';
import { pageOf } from './envelope.js';
import type { Params } from './route.js';
import type { List } from './rows.js';

/** Where rows of a list may be found by key. */
export interface Place<R> {
  readonly list: List<R>;
  readonly keyOf: (row: R) => string;
  /** By what the REST API tells of the record with a key by itself, which may have been after it sent a row. */
  readonly item?: { readonly route: string; readonly paramsOf: (key: string) => Params } | undefined;
}

/**
 * The rows of lists that are known without a call: those that this operation has read, and those that are kept from before.
 * A page that is kept is read as any page is, so that it counts as an answer from the cache, and is as old as that.
 */
export class KnownRows {
  readonly #read = new Map<string, (readonly unknown[])[]>();

  constructor(private readonly asking: Asking) {}

  /** Takes note of rows that this operation has read. */
  add({ key }: Pick<List<never>, 'key'>, rows: readonly unknown[]): void {
    const name = nameOf(key);
    const pages = this.#read.get(name);
    if (pages) pages.unshift(rows);
    else this.#read.set(name, [rows]);
  }

  /** To be called after a change. */
  forget(): void {
    this.#read.clear();
  }

  /** Whether there is anywhere to look. */
  mayHold({ key }: Pick<List<never>, 'key'>): boolean {
    return this.asking.recall !== null || this.#read.has(nameOf(key));
  }

  /** Answers what is known, and has `batch` answer the rest. */
  before<R>(place: Place<R>, batch: Batch<R>): Batch<R> {
    return async (keys, askedBy) => {
      if (!this.mayHold(place.list)) return batch(keys, askedBy);
      const known = await this.find(place, keys, askedBy);
      if (known.size === 0) return batch(keys, askedBy);
      const missing = keys.filter((key) => !known.has(key));
      const asked = missing.length === 0 ? [] : await batch(missing, askedBy);
      const answers = new Map(missing.map((key, i) => [key, asked[i] ?? null]));
      return keys.map((key) => known.get(key) ?? answers.get(key) ?? null);
    };
  }

  /** The rows with these keys, as many as are known. */
  async find<R>(place: Place<R>, keys: readonly string[], askedBy: AskedBy): Promise<ReadonlyMap<string, R>> {
    const found = new Map<string, R>();
    for (const rows of this.#read.get(nameOf(place.list.key)) ?? []) take(found, place, rows as R[], keys);
    const missing = found.size === 0 ? keys : keys.filter((key) => !found.has(key));
    if (missing.length === 0) return found;
    const kept = await this.#keptPages(place, missing);
    await Promise.all(
      [...kept].map(async ([{ path }, wanted]) => {
        const rows = await this.#readKept(place, path, new Set(wanted.flatMap((key) => [...askedBy(key)])));
        take(found, place, rows, wanted);
      }),
    );
    return found;
  }

  /** The kept pages that hold rows with these keys, the newest of each, and which keys. */
  async #keptPages<R>(place: Place<R>, keys: readonly string[]): Promise<ReadonlyMap<RecalledPage, string[]>> {
    const { list, keyOf, item } = place;
    const found = new Map<RecalledPage, string[]>();
    const { recall } = this.asking;
    if (!recall) return found;
    const pages = recall.pages(await this.asking.nameOf(list.route, list.params));
    if (pages.length === 0) return found;
    const holds = pages.map(({ body }) => once(() => byKeyIn(rowsIn<R>(list, body), keyOf)));
    for (const key of keys) {
      const page = pages.find((_, place) => holds[place]!().has(key));
      if (!page) continue;
      const toldMs = item ? recall.toldMs(await this.asking.nameOf(item.route, item.paramsOf(key))) : Infinity;
      if (toldMs <= page.ageMs) continue;
      const wanted = found.get(page);
      if (wanted) wanted.push(key);
      else found.set(page, [key]);
    }
    return found;
  }

  async #readKept<R>({ list }: Place<R>, path: string, askedBy: ReadonlySet<string>): Promise<readonly R[]> {
    const check = (body: unknown) => rowsIn<R>(list, body);
    const answer = await this.asking
      .sendTo({ method: 'GET', route: list.route, askedBy, check }, path)
      .catch(() => null);
    if (!answer) return []; // it was kept until now, and cannot be had any more: whoever asks for the record hears why
    const rows = check(answer.body);
    this.add(list, rows);
    return rows;
  }
}

/** A list's name, whatever its filters. */
const nameOf = (key: string): string => {
  const end = key.indexOf('?');
  return end < 0 ? key : key.slice(0, end);
};

const rowsIn = <R>({ route }: List<R>, body: unknown): readonly R[] => pageOf<R>(body, `GET ${route}`).rows;

function take<R>(found: Map<string, R>, { keyOf }: Place<R>, rows: readonly R[], keys: readonly string[]): void {
  const known = byKeyIn(rows, keyOf);
  for (const key of keys) {
    const row = known.get(key);
    if (row !== undefined && !found.has(key)) found.set(key, row);
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** What was put in order once, by rows and by how their keys are read; it goes with the rows. */
const ordered = new WeakMap<readonly unknown[], WeakMap<object, ReadonlyMap<string, unknown>>>();

function byKeyIn<R>(rows: readonly R[], keyOf: (row: R) => string): ReadonlyMap<string, R> {
  const orders = ordered.get(rows) ?? new WeakMap<object, ReadonlyMap<string, unknown>>();
  ordered.set(rows, orders);
  const known = orders.get(keyOf) as ReadonlyMap<string, R> | undefined;
  if (known) return known;
  const made = new Map(rows.map((row) => [keyOf(row), row]));
  orders.set(keyOf, made);
  return made;
}
