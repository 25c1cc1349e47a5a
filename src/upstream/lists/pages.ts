import { cutOut } from './held-page.js';
import type { AgedPage, PageHow } from './paged.js';

/** Asks for one page. Tells of what is wrong by the promise, and never throws at once. */
export type ReadPage<R> = (limit: number, offset: number, how: PageHow) => Promise<AgedPage<R>>;

/** A page that was asked for, or will be in a moment: until then it may become longer. */
interface Wanted<R> {
  readonly offset: number;
  readonly fresh: boolean;
  readonly page: Promise<AgedPage<R>>;
  limit: number;
  /** Whether it is so for all who want it. */
  alone: boolean;
  isSent: boolean;
}

/**
 * The pages of a list that are wanted. Where several begin in the same place the longest serves for all: those wanted in one
 * moment, as by aliases of one connection, are one call, and one that is under way or here is not asked for again by a shorter one.
 */
export class Pages<R> {
  readonly #wanted: Wanted<R>[] = [];

  constructor(private readonly read: ReadPage<R>) {}

  /** A page that was asked for, whichever: each brings the length of the list along. */
  get any(): Promise<AgedPage<R>> | undefined {
    return this.#wanted[0]?.page;
  }

  /** A page that was asked for and holds the list from its beginning on, so many rows or more. */
  beginning(rows: number): Promise<AgedPage<R>> | undefined {
    return this.#wanted.find(({ offset, limit }) => offset === 0 && limit >= rows)?.page;
  }

  /** The page of so many rows that begins there. A fresh one is taken from none that may be kept. */
  page(limit: number, offset: number, how: PageHow): Promise<AgedPage<R>> {
    const found = this.#wanted.find(
      (one) => one.offset === offset && one.fresh === how.fresh && (one.limit >= limit || !one.isSent),
    );
    const wanted = found ?? this.#want(limit, offset, how);
    if (limit > wanted.limit) wanted.limit = limit;
    if (!how.alone) wanted.alone = false;
    return wanted.page.then((page) => cutOut(page, wanted, { limit, offset }));
  }

  #want(limit: number, offset: number, how: PageHow): Wanted<R> {
    // Written out, since a promise that is answered with another one takes longer: large answers have hundreds of pages.
    const page = new Promise<AgedPage<R>>((resolve, reject) => {
      queueMicrotask(() => {
        wanted.isSent = true;
        this.read(wanted.limit, offset, { ...how, alone: wanted.alone }).then(resolve, reject);
      });
    });
    const wanted: Wanted<R> = { offset, fresh: how.fresh, page, limit, alone: how.alone, isSent: false };
    this.#wanted.push(wanted);
    return wanted;
  }
}
