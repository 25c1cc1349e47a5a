import type { Asking } from '../asking.js';
import type { RecalledPage } from '../cache/recall.js';
import { isPassing } from '../errors.js';
import { pageOf, type Page } from '../lists/envelope.js';
import { keptPagesOf } from '../lists/held-page.js';
import { keptPage } from '../lists/kept-page.js';
import type { List } from '../lists/rows.js';
import { rowsByKey } from '../lists/rows-by-key.js';
import type { Params } from '../route.js';
import type { UpstreamRequest } from '../send.js';
import { upsert } from '../upsert.js';
import type { AskedBy, Batch } from './by-key.js';
import { asError } from './planner.js';

/** Where rows of a list may be found by key. */
export interface Place<R> {
  readonly list: List<R>;
  readonly keyOf: (row: R) => string;
  /** By what the REST API tells of the record with a key by itself, which may have been after it sent a row. */
  readonly item?: { readonly route: string; readonly paramsOf: (key: string) => Params } | undefined;
}

/** What `before` makes of a row where rows are what is answered. */
export const itself = <R>(row: R): R => row;

/**
 * The rows of lists that are known without a call: those that this operation has read, and those that are kept from before.
 * A page that is kept is read as any page is, so that it counts as an answer from the cache, and is as old as that.
 */
export class KnownRows {
  readonly #read = new Map<string, (readonly unknown[])[]>();

  constructor(private readonly asking: Asking) {}

  /** Takes note of rows that this operation has read, of a list by its key. */
  add(key: string, rows: readonly unknown[]): void {
    upsert(this.#read, nameOf(key), () => []).unshift(rows);
  }

  /** To be called after a change. */
  forget(): void {
    this.#read.clear();
  }

  /** Whether there is anywhere to look. */
  mayHold({ key }: Pick<List<never>, 'key'>): boolean {
    return this.asking.recall !== null || this.#read.has(nameOf(key));
  }

  /**
   * Answers what is known, and has `batch` answer the rest. When that cannot be had since the REST API fails, rows stand in that
   * are older than they may be otherwise. `of` makes a row what `batch` answers.
   */
  before<R, T>(place: Place<R>, batch: Batch<T>, of: (row: R) => T): Batch<T> {
    return async (keys, askedBy, more) => {
      if (!this.mayHold(place.list)) return batch(keys, askedBy, more);
      const known = await this.#find(place, keys, askedBy, 'fresh');
      const missing = known.size === 0 ? keys : keys.filter((key) => !known.has(key));
      await this.#spare(place, missing);
      const asked = missing.length === 0 ? [] : await batch(missing, askedBy, more).catch(asErrors(missing));
      const failed = missing.filter((_, i) => isPassing(asked[i]));
      const spare = failed.length === 0 ? known : await this.#find(place, failed, askedBy, 'spare');
      const answers = new Map(missing.map((key, i) => [key, asked[i] ?? null]));
      return keys.map((key) => {
        const row = known.get(key) ?? spare.get(key);
        return row === undefined ? (answers.get(key) ?? null) : of(row);
      });
    };
  }

  /** Lets nobody wait long for a record that a row can stand in for. */
  async #spare<R>(place: Place<R>, keys: readonly string[]): Promise<void> {
    const { item } = place;
    if (!item || keys.length === 0) return;
    for (const held of (await this.#keptPages(place, keys, 'spare')).values())
      for (const key of held) this.asking.spare(await this.asking.nameOf(item.route, item.paramsOf(key)));
  }

  /** Reads a list that is kept whole, so that it is at hand: it tells too that there is nothing with some of these keys. */
  async readWhole<R>(place: Place<R>, keys: readonly string[]): Promise<void> {
    const { list } = place;
    const { recall } = this.asking;
    if (!recall || list.isAtHand?.()) return;
    const name = await this.asking.nameOf(list.route, list.params);
    const told = keys.map((key) => this.#toldMs(place, key).catch(() => Infinity)); // what is no id fails when it is asked for
    const toldMs = Math.min(...(await Promise.all(told)));
    for (const { limit, offset, body, ageMs } of keptPagesOf(recall, name, list.query)) {
      if (toldMs <= ageMs || offset > 0) continue;
      const { rows, total } = pageIn(list, body);
      if (rows.length === total) return void (await list.slice(0, limit).catch(() => {}));
    }
  }

  /** The rows with these keys, as many as are known. */
  async #find<R>(
    place: Place<R>,
    keys: readonly string[],
    askedBy: AskedBy,
    wanted: Wanted,
  ): Promise<ReadonlyMap<string, R>> {
    const found = new Map<string, R>();
    for (const rows of this.#read.get(nameOf(place.list.key)) ?? []) take(found, place, rows as R[], keys);
    const missing = found.size === 0 ? keys : keys.filter((key) => !found.has(key));
    if (missing.length === 0) return found;
    const kept = await this.#keptPages(place, missing, wanted);
    await Promise.all(
      [...kept].map(async ([{ path }, held]) => {
        const how = { askedBy: new Set(held.flatMap((key) => [...askedBy(key)])), rescue: wanted === 'spare' };
        take(found, place, await this.#readKept(place, path, how), held);
      }),
    );
    return found;
  }

  /** The kept pages that hold rows with these keys, the newest of each, and which keys. */
  async #keptPages<R>(
    place: Place<R>,
    keys: readonly string[],
    wanted: Wanted,
  ): Promise<ReadonlyMap<RecalledPage, string[]>> {
    const { list, keyOf } = place;
    const found = new Map<RecalledPage, string[]>();
    const { recall } = this.asking;
    if (!recall) return found;
    const pages = recall.pages(await this.asking.nameOf(list.route, list.params), wanted);
    if (pages.length === 0) return found;
    const holds = pages.map(({ body }) => once(() => rowsByKey(pageIn<R>(list, body).rows, keyOf)));
    for (const key of keys) {
      const page = pages.find((_, at) => holds[at]!().has(key));
      if (!page) continue;
      if ((await this.#toldMs(place, key)) <= page.ageMs) continue;
      const held = found.get(page);
      if (held) held.push(key);
      else found.set(page, [key]);
    }
    return found;
  }

  /** Milliseconds since the REST API told of the thing with a key by itself; Infinity when nobody remembers that. */
  async #toldMs<R>({ item }: Place<R>, key: string): Promise<number> {
    const { recall } = this.asking;
    if (!recall || !item) return Infinity;
    return recall.toldMs(await this.asking.nameOf(item.route, item.paramsOf(key)));
  }

  async #readKept<R>({ list }: Place<R>, path: string, how: Pick<UpstreamRequest, 'askedBy' | 'rescue'>) {
    const check = (body: unknown) => pageIn<R>(list, body);
    const asked = { method: 'GET', route: list.route, check, ...how } as const;
    const answer = await this.asking.sendTo(asked, path).catch(() => null);
    if (!answer) return []; // it was kept until now, and cannot be had any more: whoever asks for the record hears why
    const { rows } = check(answer.body);
    this.add(list.key, rows);
    return rows;
  }
}

type Wanted = 'fresh' | 'spare';

const asErrors = (keys: readonly string[]) => (error: unknown) => keys.map(() => asError(error));

/** A list's name, whatever its filters. */
const nameOf = (key: string): string => {
  const end = key.indexOf('?');
  return end < 0 ? key : key.slice(0, end);
};

const pageIn = <R>({ route }: List<R>, body: unknown): Page<R> => keptPage(body, () => pageOf<R>(body, `GET ${route}`));

function take<R>(found: Map<string, R>, { keyOf }: Place<R>, rows: readonly R[], keys: readonly string[]): void {
  const known = rowsByKey(rows, keyOf);
  for (const key of keys) {
    const row = known.get(key);
    if (row !== undefined && !found.has(key)) found.set(key, row);
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
