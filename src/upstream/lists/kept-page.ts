import type { Page } from './envelope.js';

/** Pages by the answers they are in. An answer goes when nobody keeps it any more, and its page with it. */
const pages = new WeakMap<object, Page<unknown>>();

/** The page in an answer that is kept, which is the same object whoever asks for it: it is read and looked through once. */
export function keptPage<R>(body: unknown, read: (body: unknown) => Page<R>): Page<R> {
  if (typeof body !== 'object' || body === null) return read(body);
  const found = pages.get(body) as Page<R> | undefined;
  if (found) return found;
  const page = read(body);
  pages.set(body, page);
  return page;
}
