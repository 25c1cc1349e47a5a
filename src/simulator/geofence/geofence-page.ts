import { flag, number } from '../query.js';
import { badRequest } from '../refusals.js';
import type { Asked } from '../router.js';

const MOST = 100;
const USUAL = 10;

/** A number from a query, within bounds. */
function within(query: URLSearchParams, name: string, least: number, most = Infinity): number | undefined {
  const value = number(query, name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  throw badRequest(name, 'Is out of bounds.');
}

/**
 * The envelope of geofences. Esper: without a count unless it is asked for, `previous` as in the older generations, and the address
 * of the next page without its host and the first part of its path.
 */
export function geofencePage<T, R>(
  { path, query }: Asked,
  all: readonly T[],
  show: (one: T) => R,
  { isOptional }: { isOptional: boolean },
) {
  const given = { limit: within(query, 'limit', 1, MOST), offset: within(query, 'offset', 0) };
  for (const [name, value] of Object.entries(given))
    if (!isOptional && value === undefined) throw badRequest(name, 'This field is required.');
  const { limit = USUAL, offset = 0 } = given;
  const at = (place: number) => {
    const there = new URLSearchParams(query);
    there.set('limit', String(limit));
    there.set('offset', String(place));
    return `${path.replace('/geofence', '')}?${there}`;
  };
  return {
    content: {
      next: offset + limit < all.length ? at(offset + limit) : null,
      previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
      ...(flag(query, 'include_count') && { count: all.length }),
      results: all.slice(offset, offset + limit).map(show),
    },
  };
}
