import type { Answered } from './asked.js';

/**
 * Says how long an answer may be used again: as long as the part of it that ages first, and by nobody but the client, since
 * every key sees something else. Answers with errors and those of mutations are not to be kept at all.
 */
export function tellFreshness({ response, operation, contextValue }: Answered): void {
  const isWhole = response.body.kind === 'single' && !response.body.singleResult.errors?.length;
  const freshForMs = isWhole && operation?.operation === 'query' ? contextValue.calls.freshForMs() : null;
  const value = freshForMs === null ? 'no-store' : `private, max-age=${Math.round(freshForMs / 1000)}`;
  response.http.headers.set('cache-control', value);
}
