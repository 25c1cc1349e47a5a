import { UpstreamError } from '../errors.js';
import type { Answer, Layer, UpstreamRequest } from '../send.js';

interface Shared {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Lets identical reads of one caller that are under way at the same time share one call, across operations too.
 * Whoever leaves early leaves alone; the call is cancelled when the last one has left.
 */
export const coalesce = (): Layer => (next) => {
  const underway = new Map<string, Shared>();

  const begin = (key: string, request: UpstreamRequest): Shared => {
    const controller = new AbortController();
    const answer = next({ ...request, signal: controller.signal }).finally(() => forget(key, shared));
    const shared: Shared = { answer, controller, waiting: 0 };
    underway.set(key, shared);
    return shared;
  };
  const forget = (key: string, shared: Shared) => {
    if (underway.get(key) === shared) underway.delete(key);
  };

  return async (request) => {
    if (request.method !== 'GET') return next(request);
    const key = `${request.caller.identity} ${request.path}`;
    const found = underway.get(key);
    const shared = found ?? begin(key, request);
    shared.waiting++;
    try {
      const answer = await unless(request, shared.answer);
      return found ? { ...answer, source: 'coalesced', attempts: 0, waitedMs: 0 } : answer;
    } finally {
      if (--shared.waiting === 0) {
        forget(key, shared);
        shared.controller.abort();
      }
    }
  };
};

/** The answer, unless the waiter's own signal says first that it has gone. */
function unless({ signal, method, route }: UpstreamRequest, answer: Promise<Answer>): Promise<Answer> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const leave = () => reject(new UpstreamError('CANCELLED', { call: `${method} ${route}` }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
