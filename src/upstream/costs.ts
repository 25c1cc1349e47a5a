import type { Latency, Read } from './latency.js';
import { PAGE_SIZE } from './paged.js';

export const pagesOf = (length: number): number => Math.ceil(length / PAGE_SIZE);

/** What it costs to ask for something in either of two ways. */
export interface Costs {
  /** By so many single reads. */
  singles(calls: number): number;
  /** By so many pages, of so many rows each. */
  pages(calls: number, rows: number): number;
  /** By the pages of a list with so many rows. */
  list(rows: number): number;
}

export interface CostsOptions {
  readonly latency: Latency;
  readonly single: Read;
  /** The route of the list. */
  readonly list: string;
  /** How many single reads longer each row makes a page, while nobody has measured it. */
  readonly usualForRow: number;
}

/**
 * What calls that go out side by side cost: their number, since Esper counts calls, and how long they take with as many under
 * way as their lane lets begin, in single reads.
 */
export function costs({ latency, single, list, usualForRow }: CostsOptions): Costs {
  const cost = (calls: number, read: Read, times: number) =>
    calls + Math.ceil(calls / latency.atOnce(read.route)) * times;
  const pages = (calls: number, rows: number) => {
    const page = { route: list, rows };
    return cost(calls, page, latency.ratio(page, single) ?? 1 + rows * usualForRow);
  };
  return {
    singles: (calls) => cost(calls, single, 1),
    pages,
    list: (rows) => pages(Math.max(1, pagesOf(rows)), Math.min(rows, PAGE_SIZE)),
  };
}
