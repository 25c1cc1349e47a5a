export interface Posting {
  /** Default: demo-admin, who may see everything. Null sends no key. */
  key?: string | null;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Posts JSON; what is text already is sent as it is. */
export const post = (url: string, body: unknown, { key = 'demo-admin', headers, signal }: Posting = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
