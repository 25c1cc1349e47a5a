import { PAGE_SIZE } from '../lists/paged.js';
import type { Latency, Read } from './latency.js';

export const pagesOf = (length: number, page = PAGE_SIZE): number => Math.ceil(length / page);

/** The page of a list that shows whether to read it all is quicker: it is read in vain where it is not. */
export const FIRST_PAGE = 1;

/**
 * What is taken at most, in calls, where several things can be asked for one by one or be looked for in their list. Queries are
 * priced by this; which way is taken is decided by `costs`.
 */
export const atMost = {
  /** One by one, after the first page of the list. */
  afterFirstPage: (singles: number): number => singles + (singles > 1 ? FIRST_PAGE : 0),
  /** One by one, after a list of so many pages that lacks them all. It is read only where it takes fewer calls. */
  afterList: (singles: number, pages: number): number => singles + Math.max(0, Math.min(pages, singles - 1)),
  /** One by one while that is cheaper, and then by the list: they are wanted at several times. */
  beforeList: (singles: number): number => (singles > 1 ? 2 * singles : singles),
};

/** How many single reads longer each row makes a page, while nobody has measured it, where rows are as long as those of devices. */
export const FOR_LONG_ROWS = 0.01;

/** What it costs to ask for something in either of two ways, as far as anybody knows. */
export interface Costs {
  /** By so many single reads. */
  singles(calls: number): number;
  /** By so many pages, of so many rows each. */
  pages(calls: number, rows: number): number;
  /** By the pages of a list with so many rows. */
  list(rows: number): number;
  /** Rows that a page of the list holds at most. */
  readonly page: number;
}

export interface CostsOptions {
  readonly latency: Latency;
  readonly single: Read;
  /** The route of the list. */
  readonly list: string;
  /** Rows that a page of it holds at most. */
  readonly page?: number | undefined;
  /** How many single reads longer each row makes a page, while nobody has measured it: nothing, or `FOR_LONG_ROWS`. */
  readonly usualForRow: number;
}

/**
 * What calls that go out side by side cost: their number, since Esper counts calls, and how long they take with as many under
 * way as their lane lets begin, in single reads.
 */
export function costs({ latency, single, list, page = PAGE_SIZE, usualForRow }: CostsOptions): Costs {
  const cost = (calls: number, read: Read, times: number) =>
    calls + Math.ceil(calls / latency.atOnce(read.route)) * times;
  const pages = (calls: number, rows: number) => {
    const read = { route: list, rows };
    return cost(calls, read, latency.ratio(read, single) ?? 1 + rows * usualForRow);
  };
  return {
    singles: (calls) => cost(calls, single, 1),
    pages,
    list: (rows) => pages(Math.max(1, pagesOf(rows, page)), Math.min(rows, page)),
    page,
  };
}
