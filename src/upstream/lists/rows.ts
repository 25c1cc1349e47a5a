import type { Params, Query } from '../route.js';
import { PAGE_SIZE } from './paged.js';

/** A stretch of a list. */
export interface Slice<R> {
  readonly rows: readonly R[];
  /** Where in the list the first row stands. */
  readonly offset: number;
  /** Rows in the whole list, as last heard; null where the API does not say. */
  readonly total: number | null;
  /** Milliseconds since the oldest part of it came from the REST API; left out when it has just done so. */
  readonly ageMs?: number | undefined;
  /** Whether the list moved while this was read, and did so again when it was read anew: rows may be missing. */
  readonly moved?: boolean | undefined;
}

/** Where in a list a row stood. */
export interface Place {
  readonly offset: number;
  readonly id: string;
}

/** A list that is read only as far as it is asked for. What connections are made of. */
export interface Rows<R> {
  /** Names the list and its filters: equal for equal lists, told apart by cursors. */
  readonly key: string;
  idOf(row: R): string;
  /** The rows from `offset` on, `limit` at most; none of them from a cache when they are to be fresh. */
  slice(offset: number, limit: number, fresh?: boolean): Promise<Slice<R>>;
  /** How many rows there are, asked for as cheaply as can be. */
  count(): Promise<number | null>;
  /** Whether all of it has been read, so that to read it again costs no call. Left out where nobody keeps track of that. */
  isAtHand?(): boolean;
  /** How many rows there were lately; undefined while nobody knows. */
  length?(): number | undefined;
  /** So many rows from the first on, or more, if they are under way or here already. */
  coming?(rows: number): Promise<Pick<Slice<R>, 'rows' | 'total' | 'ageMs'>> | undefined;
  /** The rows that follow on one, by a way that does not count all rows before it; null where there is none at hand. */
  follow?(from: Place, limit: number): Promise<Slice<R> | null>;
}

/** A list as an endpoint serves it: its rows are as the REST API sends them. */
export interface List<R> extends Rows<R> {
  readonly route: string;
  /** What fills the placeholders of the route, and what it is filtered and ordered by. */
  readonly params: Params;
  readonly query: Query;
  /** Rows that a page of it holds at most, where that is less than pages are asked for otherwise. */
  readonly most?: number | undefined;
}

/** A list that is already here, or comes in one piece. */
export function rowsOf<R>(
  key: string,
  idOf: (row: R) => string,
  load: () => Promise<readonly R[]> | readonly R[],
): Rows<R> {
  let loaded: Promise<readonly R[]> | undefined;
  const all = () => (loaded ??= Promise.resolve(load()));
  return {
    key,
    idOf,
    slice: async (offset, limit) => {
      const rows = await all();
      return { rows: rows.slice(offset, offset + limit), offset, total: rows.length };
    },
    count: async () => (await all()).length,
  };
}

/** The same list with each row turned into something else that has the row's id. */
export const mapped = <R, T extends { readonly id: string | number }>(rows: Rows<R>, turn: (row: R) => T): Rows<T> =>
  new Mapped(rows, turn);

class Mapped<R, T extends { readonly id: string | number }> implements Rows<T> {
  constructor(
    private readonly rows: Rows<R>,
    private readonly turn: (row: R) => T,
  ) {}

  get key(): string {
    return this.rows.key;
  }
  idOf({ id }: T): string {
    return String(id);
  }
  slice(offset: number, limit: number, fresh?: boolean): Promise<Slice<T>> {
    return this.rows.slice(offset, limit, fresh).then((found) => this.#turned(found));
  }
  async follow(from: Place, limit: number): Promise<Slice<T> | null> {
    const found = await this.rows.follow?.(from, limit);
    return found ? this.#turned(found) : null;
  }
  count(): Promise<number | null> {
    return this.rows.count();
  }
  isAtHand(): boolean {
    return this.rows.isAtHand?.() ?? false;
  }
  length(): number | undefined {
    return this.rows.length?.();
  }
  coming(rows: number): ReturnType<NonNullable<Rows<T>['coming']>> {
    return this.rows.coming?.(rows)?.then((found) => ({ ...found, rows: found.rows.map((row) => this.turn(row)) }));
  }
  #turned({ rows, offset, total, ageMs, moved }: Slice<R>): Slice<T> {
    return { rows: rows.map((row) => this.turn(row)), offset, total, ageMs, moved };
  }
}

/**
 * A list that is found out about when it is first read: which one it is, or how it is best read. `load` is told how many rows
 * are wanted, from the first on.
 */
export function deferred<R>(
  { key, idOf }: Pick<Rows<R>, 'key' | 'idOf'>,
  load: (end: number) => Promise<Rows<R>>,
): Rows<R> {
  return {
    key,
    idOf,
    slice: async (offset, limit, fresh) => (await load(offset + limit)).slice(offset, limit, fresh),
    count: async () => (await load(0)).count(),
  };
}

/** A list of which some rows have been seen, from the first on: what ends before the last of them is not asked for. */
export function begun<R>(rows: Rows<R>, seen: readonly R[]): Rows<R> {
  return {
    key: rows.key,
    idOf: rows.idOf,
    slice: async (offset, limit, fresh) =>
      fresh || offset + limit >= seen.length
        ? rows.slice(offset, limit, fresh)
        : { rows: seen.slice(offset, offset + limit), offset, total: null },
    count: () => rows.count(),
  };
}

/** The same list, short enough to be read whole: whatever is asked for, all of it is, so that all who ask share one call. */
export function readWhole<R>(rows: Rows<R>, most: number): Rows<R> {
  return {
    key: rows.key,
    idOf: (row) => rows.idOf(row),
    slice: async (offset, limit, fresh) => {
      if (offset + limit > most) return rows.slice(offset, limit, fresh);
      const all = await rows.slice(0, most, fresh);
      return { ...all, rows: all.rows.slice(offset, offset + limit), offset };
    },
    count: async () => (await rows.slice(0, most)).total,
  };
}

/** Rows of each list that come along with its length where what is wanted is further on. */
const FEW = 50;

/** Several lists one after the other as one. Needs the length of each. */
export function joined<R>(key: string, parts: readonly Rows<R>[]): Rows<R> {
  return {
    key,
    idOf: (row) => parts[0]?.idOf(row) ?? '',
    count: async () => {
      const lengths = await Promise.all(parts.map((part) => part.count()));
      return lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0);
    },
    slice: async (offset, limit, fresh) => {
      const few = offset + limit <= PAGE_SIZE ? offset + limit : FEW;
      const heads = await Promise.all(parts.map((part) => part.slice(0, few, fresh)));
      let begin = 0;
      const wanted = heads.map(({ rows, total }, index) => {
        const size = total ?? rows.length;
        const [from, to] = [Math.max(offset - begin, 0), Math.min(offset + limit - begin, size)];
        begin += size;
        if (to <= rows.length) return rows.slice(from, Math.max(from, to));
        return to > from ? parts[index]!.slice(from, to - from, fresh).then((slice) => slice.rows) : [];
      });
      return { rows: (await Promise.all(wanted)).flat(), offset, total: begin };
    },
  };
}
