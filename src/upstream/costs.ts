import type { Latency, Read } from './latency.js';
import { PAGE_SIZE } from './paged.js';

export const pagesOf = (length: number): number => Math.ceil(length / PAGE_SIZE);

/** What it costs to ask for something in either of two ways. */
export interface Costs {
  /** By so many single reads. */
  singles(calls: number): number;
  /** By the pages of a list with so many rows. */
  list(rows: number): number;
}

export interface CostsOptions {
  readonly latency: Latency;
  readonly single: Read;
  /** The route of the list. */
  readonly list: string;
  /** How many times as long a page takes as a single read, while nobody has measured it. */
  readonly usual: number;
}

/**
 * What calls that go out side by side cost: their number, since Esper counts calls, and how long they take with as many under
 * way as their lane lets begin, in single reads.
 */
export function costs({ latency, single, list, usual }: CostsOptions): Costs {
  const cost = (calls: number, route: string, times: number) =>
    calls + Math.ceil(calls / latency.atOnce(route)) * times;
  return {
    singles: (calls) => cost(calls, single.route, 1),
    list: (rows) => {
      const page = { route: list, rows: Math.min(rows, PAGE_SIZE) };
      return cost(pagesOf(rows), list, latency.ratio(page, single) ?? usual);
    },
  };
}
