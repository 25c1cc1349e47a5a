import type { FastifyRequest } from 'fastify';
import { isRecord } from '../../upstream/is-record.js';

/**
 * The query string of a request, from its `?` on; empty without one. All who look at it take it from here: the router would
 * begin it at a `#` as well, and who judges a request must not read it otherwise than who carries it out.
 */
export function searchOf({ url }: Pick<FastifyRequest, 'url'>): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

/**
 * All that a request holds in the place of a document's text, of whatever type: what stands in the body of a POST, and what stands in the
 * URL of any other. More than one when the URL says it several times.
 */
export function sentTexts({ method, url, body }: Pick<FastifyRequest, 'method' | 'url' | 'body'>): unknown[] {
  if (method !== 'POST') return new URLSearchParams(searchOf({ url })).getAll('query');
  const text = isRecord(body) ? body['query'] : undefined;
  return text == null ? [] : [text];
}
