import { abortedError } from '../aborted.js';
import type { Answer, Layer, UpstreamRequest } from '../send.js';

interface Shared {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  waiting: number;
  settled: boolean;
  /** When the most patient of those who wait stops waiting. */
  deadline: number;
}

/**
 * Lets identical reads of one caller that are under way at the same time share one call, across operations too.
 * Whoever leaves early leaves alone; the call is cancelled when the last one has left. Nobody joins a read that began before
 * a write ended, nor one that a cache may answer when fresh data is asked for.
 */
export const coalesce = (): Layer => (next) => {
  const underway = new Map<string, Shared>();

  const begin = (key: string, request: UpstreamRequest): Shared => {
    const controller = new AbortController();
    const patience = { deadline: -Infinity };
    const asked = { ...request, signal: controller.signal, deadline: () => patience.deadline };
    const answer = next(asked).finally(() => {
      shared.settled = true;
      forget(key, shared);
    });
    const shared: Shared = Object.assign(patience, { answer, controller, waiting: 0, settled: false });
    underway.set(key, shared);
    return shared;
  };
  const forget = (key: string, shared: Shared) => {
    if (underway.get(key) === shared) underway.delete(key);
  };

  return async (request) => {
    if (request.method !== 'GET') return next(request).finally(() => underway.clear());
    if (request.signal?.aborted) throw left(request.signal, request, 0);
    const key = `${request.caller.identity} ${request.fresh ? 'fresh ' : ''}${request.path}`;
    const found = underway.get(key);
    const shared = found ?? begin(key, request);
    shared.waiting++;
    shared.deadline = Math.max(shared.deadline, request.deadline?.() ?? Infinity);
    try {
      const answer = await unless(request, shared.answer, found ? 0 : 1);
      return found ? { ...answer, source: 'coalesced', attempts: 0, waitedMs: 0 } : answer;
    } finally {
      // An abort is dear, and most calls have ended by now.
      if (--shared.waiting === 0 && !shared.settled) {
        forget(key, shared);
        shared.controller.abort(request.signal?.reason);
      }
    }
  };
};

/** The answer, unless the waiter's own signal says first that it has gone. */
function unless(request: UpstreamRequest, answer: Promise<Answer>, attempts: number): Promise<Answer> {
  const { signal } = request;
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const leave = () => reject(left(signal, request, attempts));
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** The error of a waiter who left. The call counts for the one who began it. */
const left = (signal: AbortSignal, { method, route }: UpstreamRequest, attempts: number) =>
  Object.assign(abortedError(signal, `${method} ${route}`), { attempts });
