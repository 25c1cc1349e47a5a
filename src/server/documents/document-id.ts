import { isRecord } from '../../upstream/is-record.js';

const named = (id: string) => ({ version: 1, sha256Hash: id.replace(/^sha256:/, '') });

/** The body of a request with `documentId` written as Apollo Server understands it: as `extensions.persistedQuery`. */
export function bodyById(body: unknown): unknown {
  if (!isRecord(body) || typeof body['documentId'] !== 'string') return body;
  const { documentId, extensions, ...rest } = body;
  return { ...rest, extensions: { ...(isRecord(extensions) && extensions), persistedQuery: named(documentId) } };
}

/** The same for the query string of a GET, from its `?` on. */
export function searchById(search: string): string {
  const params = new URLSearchParams(search);
  const id = params.get('documentId');
  if (id === null || params.has('extensions')) return search;
  params.delete('documentId');
  params.set('extensions', JSON.stringify({ persistedQuery: named(id) }));
  return `?${params}`;
}
