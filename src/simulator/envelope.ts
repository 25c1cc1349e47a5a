import type { Asked } from './router.js';

export interface PageLimits {
  /** How many rows come when none are asked for. */
  byDefault: number;
  /** The most that come, whatever is asked for. */
  atMost?: number;
}

/** Esper: `next` names plain http and, at times, the host of another tenant. */
const UNTRUSTWORTHY_HOST = 'http://another-tenant-api.esper.cloud/api';

function whole(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function askedPage(query: URLSearchParams, { byDefault, atMost = Infinity }: PageLimits) {
  // Esper: a limit of 0 or of nonsense counts as none.
  const limit = Math.min(whole(query.get('limit')) || byDefault, atMost);
  return { limit, offset: whole(query.get('offset')) ?? 0 };
}

function pageUrl({ path, query }: Asked, limit: number, offset: number): string {
  const there = new URLSearchParams(query);
  there.set('limit', String(limit));
  if (offset > 0) there.set('offset', String(offset));
  else there.delete('offset');
  return `${UNTRUSTWORTHY_HOST}${path}?${there}`;
}

function pageOf<T, R>(asked: Asked, list: readonly T[], show: (one: T) => R, limits: PageLimits) {
  const { limit, offset } = askedPage(asked.query, limits);
  return {
    count: list.length,
    next: offset + limit < list.length ? pageUrl(asked, limit, offset + limit) : null,
    back: offset > 0 ? pageUrl(asked, limit, Math.max(0, offset - limit)) : null,
    results: list.slice(offset, offset + limit).map(show),
  };
}

/** The envelope of legacy, v0 and v1. Only the rows of the page are built. */
export function page<T, R>(
  asked: Asked,
  list: readonly T[],
  show: (one: T) => R,
  limits: PageLimits = { byDefault: 20 },
) {
  const { count, next, back, results } = pageOf(asked, list, show, limits);
  return { count, next, previous: back, results };
}

/** The envelope of v2, authn2/v1 and commands/v0, which puts a code and a message beside it. Esper: `prev` here, `previous` elsewhere. */
export function contentPage<T, R>(
  asked: Asked,
  list: readonly T[],
  show: (one: T) => R,
  limits: PageLimits = { byDefault: 20 },
) {
  const { count, next, back, results } = pageOf(asked, list, show, limits);
  return { content: { count, next, prev: back, results } };
}
