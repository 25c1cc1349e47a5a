import type { Page } from './envelope.js';

/** How pages that are read side by side divide a stretch. */
export interface Stride {
  /** Rows that each brings. */
  readonly rows: number;
  /** Rows by which it overlaps the one before: by them it shows whether the list moved meanwhile. */
  readonly lap: number;
}

/** The stride of pages of so many rows at most. */
export const strideOf = (most: number): Stride => (most > 1 ? { rows: most - 1, lap: 1 } : { rows: 1, lap: 0 });

/**
 * Rows asked for by the nth page of a stretch. The first overlaps none, and so may bring one more, where that spares a page.
 */
export function limitOf(n: number, limit: number, { rows, lap }: Stride): number {
  const first = limit > rows && limit % rows === lap ? rows + lap : Math.min(limit, rows);
  return n === 0 ? first : Math.min(rows, limit - first - (n - 1) * rows) + lap;
}

/** Pages put together. */
export interface Stitched<R> {
  readonly rows: readonly R[];
  /** The first page that has fewer rows than it was asked for, and ends the rows; undefined when all are full. */
  readonly short: number | undefined;
  /** Whether two pages do not meet: the list moved in between, and rows may be missing. */
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
  const [first, ...others] = short === undefined ? pages : pages.slice(0, short + 1);
  let rows = first?.rows ?? [];
  let moved = false;
  for (const page of others) {
    const next = follow(rows, page.rows, stride.lap, idOf);
    rows = next.rows;
    moved ||= next.moved;
  }
  return { rows, short, moved };
}

/** Rows, and those of a page behind them that begins with the last `lap` of them. None comes twice when it does not. */
export function follow<R>(rows: readonly R[], page: readonly R[], lap: number, idOf: (row: R) => string) {
  if (page.length === 0) return { rows, moved: false };
  const meets = lap === 0 || rows.length === 0 || idOf(page[0]!) === idOf(rows.at(-1)!);
  if (meets) return { rows: [...rows, ...page.slice(rows.length === 0 ? 0 : lap)], moved: false };
  const known = new Set(rows.map(idOf));
  return { rows: [...rows, ...page.filter((row) => !known.has(idOf(row)))], moved: true };
}
