import { Paged, type PagedOptions } from '../../src/upstream/paged.js';

/** A list of numbers whose pages are as `page` gives them, and that has been as long as `remembered` says. */
export const pagedNumbers = (page: PagedOptions<number>['page'], remembered?: number): Paged<number> =>
  new Paged<number>({
    key: '/numbers/',
    route: '/things/',
    params: {},
    query: {},
    idOf: String,
    remembered: () => remembered,
    page,
  });
