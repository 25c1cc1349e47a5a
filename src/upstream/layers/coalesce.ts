import { abortedError } from '../aborted.js';
import { Cancellation, type CallSignal } from '../cancellation.js';
import { callOf, type Answer, type Layer, type Send, type UpstreamRequest } from '../send.js';
import { TransientMap } from '../transient-map.js';

/**
 * Lets identical reads of one caller that are under way at the same time share one call, across operations too.
 * Whoever leaves early leaves alone; the call is cancelled when the last one has left. Nobody joins a read that began before
 * a write ended, nor one that a cache may answer when fresh data is asked for.
 */
export const coalesce = (): Layer => (next) => {
  const underway = new TransientMap<string, SharedCall>();

  return (request) => {
    const { method, signal, caller, fresh, path } = request;
    if (method !== 'GET') return next(request).finally(() => underway.clear());
    if (signal?.aborted) return Promise.reject(left(signal, request, 0));
    const key = `${caller.identity} ${fresh ? 'fresh ' : ''}${path}`;
    const found = underway.get(key);
    if (found) return found.join(request, 0).then(asShared);
    const call = new SharedCall(() => {
      if (underway.get(key) === call) underway.delete(key);
    });
    underway.set(key, call);
    const answer = call.join(request, 1);
    call.begin(request, next);
    return answer;
  };
};

const asShared = (answer: Answer): Answer => ({ ...answer, source: 'coalesced', attempts: 0, waitedMs: 0 });

interface Waiter {
  readonly signal: CallSignal | undefined;
  readonly leave: () => void;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** A call under way, and those who wait for its answer. */
class SharedCall {
  readonly #cancellation = new Cancellation();
  readonly #waiters: Waiter[] = [];
  /** When the most patient of those who wait stops waiting. */
  #deadline = -Infinity;

  /** `ended` is told when nobody may join any more. */
  constructor(private readonly ended: () => void) {}

  begin(request: UpstreamRequest, next: Send): void {
    next({ ...request, signal: this.#cancellation, deadline: () => this.#deadline }).then(
      (answer) => this.#end((waiter) => waiter.resolve(answer)),
      (error: unknown) => this.#end((waiter) => waiter.reject(error)),
    );
  }

  /** The answer, unless the waiter's own signal says first that it has gone; the call then counts as so many attempts. */
  join(request: UpstreamRequest, attempts: number): Promise<Answer> {
    const { signal, deadline } = request;
    this.#deadline = Math.max(this.#deadline, deadline?.() ?? Infinity);
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(left(signal!, request, attempts));
        this.#leave(waiter);
      };
      const waiter = { signal, leave, resolve, reject };
      this.#waiters.push(waiter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #leave(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#waiters.length > 0) return;
    this.ended();
    this.#cancellation.abort(waiter.signal?.reason);
  }

  #end(tell: (waiter: Waiter) => void): void {
    this.ended();
    for (const waiter of this.#waiters) {
      waiter.signal?.removeEventListener('abort', waiter.leave);
      tell(waiter);
    }
  }
}

/** The error of a waiter who left. The call counts for the one who began it. */
const left = (signal: CallSignal, request: UpstreamRequest, attempts: number) =>
  Object.assign(abortedError(signal, callOf(request)), { attempts });
