import type { Exchange } from '../check.js';

/** What the examples have in common: one tenant, one key, one device, one group. */
export const KEY = 'kT8wXq2LmB5sVn9RcJ4dHz7YpF3gAe';
export const ENTERPRISE = '2f1a8c9e-0b7d-4c1e-9a53-6d0e4b7f8a21';
export const DEVICE = '7c9f2b1d-64a3-4f0e-8d52-1b3a9c7e5f46';
export const GROUP = '91d4e7a2-3c5b-4e8f-b0a6-5f2d8c1b7e93';
export const OTHER_GROUP = 'c3b8f1e6-7a2d-49c5-8e04-9d6a1f3b5c72';
export const TAG = '5e8d2c7b-1f94-4a6d-b3e0-7c2f9a5d8b16';
export const OTHER_ID = 'a46c9d1f-8e3b-4b72-95d8-0f7e2c6a1b34';

export const API = 'https://acme-api.esper.cloud/api';
export const CREATED = '2026-02-14T17:59:58.405422Z';
/** Esper: a fraction with an offset, on some rows. */
export const UPDATED = '2026-09-19T08:15:01.000120+00:00';

/** A GET by the key of the examples and a JSON answer; `path` may hold a query. */
export function got(path: string, body: unknown, changes: Partial<Exchange> = {}): Exchange {
  const [bare, search] = path.split('?');
  return {
    method: 'GET',
    path: bare ?? '',
    query: new URLSearchParams(search),
    headers: { authorization: `Bearer ${KEY}`, accept: 'application/json' },
    status: 200,
    responseHeaders: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...changes,
  };
}

/** A change by the key of the examples, with JSON sent and answered. */
const sending =
  (method: string) =>
  (path: string, sent: unknown, body: unknown): Exchange => {
    const headers = { ...got(path, null).headers, 'content-type': 'application/json' };
    return got(path, body, { method, headers, requestBody: JSON.stringify(sent) });
  };
export const put = sending('PUT');
export const patch = sending('PATCH');

export const refused = (path: string, status: number, body: unknown): Exchange => got(path, body, { status });

/** What a proxy in front of Esper answers. */
export const proxied = (path: string, status: number): Exchange =>
  got(path, '<html><body>Bad Gateway</body></html>', { status, responseHeaders: { 'content-type': 'text/html' } });

export const page = (...results: unknown[]) => ({ count: results.length, next: null, previous: null, results });
export const contentPage = (...results: unknown[]) => ({
  content: { count: results.length, next: null, prev: null, results },
});
