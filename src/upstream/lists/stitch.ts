import type { Page } from './envelope.js';

/** How pages that are read side by side divide a stretch. */
export interface Stride {
  /** Rows that each brings. */
  readonly rows: number;
  /** Rows by which it overlaps the one before: by them it shows whether the list moved meanwhile. */
  readonly lap: number;
}

/** The stride of pages of so many rows at most. A page has to bring more than the row by which it overlaps the one before. */
export const strideOf = (most: number): Stride => (most > 2 ? { rows: most - 1, lap: 1 } : { rows: most, lap: 0 });

/**
 * Rows asked for by the nth page of a stretch. The first overlaps none, and so may bring one more, where that spares a page.
 */
export function limitOf(n: number, limit: number, { rows, lap }: Stride): number {
  const first = limit > rows && limit % rows === lap ? rows + lap : Math.min(limit, rows);
  return n === 0 ? first : Math.min(rows, limit - first - (n - 1) * rows) + lap;
}

/** Pages put together. */
export interface Stitched<R> {
  /** None of them twice. */
  readonly rows: readonly R[];
  /** The first page that has fewer rows than it was asked for, and ends the rows; undefined when all are full. */
  readonly short: number | undefined;
  /** Whether two pages do not meet, or have a row in common: the list moved in between, and rows may be missing. */
  readonly moved: boolean;
}

/** Puts pages together that were read side by side, `limit` rows in all. What stands behind a page that is not full follows on none. */
export function stitched<R>(
  pages: readonly Pick<Page<R>, 'rows'>[],
  limit: number,
  stride: Stride,
  idOf: (row: R) => string,
): Stitched<R> {
  const found = pages.findIndex((page, n) => page.rows.length < limitOf(n, limit, stride));
  const short = found < 0 ? undefined : found;
  if (pages.length === 1) return { rows: pages[0]!.rows, short, moved: false };
  const parts = (short === undefined ? pages : pages.slice(0, short + 1)).map(({ rows }) => rows);
  return { ...put(parts, stride.lap, idOf), short };
}

/** Puts parts of a list together, each of which begins with the last `lap` rows of the one before. */
export function put<R>(
  parts: readonly (readonly R[])[],
  lap: number,
  idOf: (row: R) => string,
): Pick<Stitched<R>, 'rows' | 'moved'> {
  const rows: R[] = [];
  const known = new Set<string>();
  let moved = false;
  let last: string | undefined;
  for (const part of parts) {
    const meets = last === undefined || part.length === 0 || lap === 0 || idOf(part[0]!) === last;
    const from = last !== undefined && meets ? lap : 0;
    moved ||= !meets;
    for (let at = from; at < part.length; at++) {
      const id = idOf(part[at]!);
      if (known.has(id)) moved = true;
      else rows.push(part[at]!);
      known.add(id);
      last = id;
    }
  }
  return { rows, moved };
}
