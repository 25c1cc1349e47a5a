import { abortedError } from '../aborted.js';
import { Cancellation, type CallSignal } from '../cancellation.js';
import { callOf, type Answer, type Layer, type Send, type UpstreamRequest } from '../send.js';
import { TransientMap } from '../transient-map.js';

/**
 * Lets identical reads of one caller that are under way at the same time share one call, across operations too.
 * Whoever leaves early leaves alone; the call is cancelled when the last one has left. Nobody joins a read that began before
 * a write ended, here or where `forget` is called because of it, nor one that a cache may answer when fresh data is asked for.
 */
export function coalesce(): { readonly layer: Layer; readonly forget: () => void } {
  const underway = new TransientMap<string, SharedCall>();
  const forget = () => underway.clear();

  const layer: Layer = (next) => (request) => {
    const { method, signal, caller, fresh, path } = request;
    if (method !== 'GET') return next(request).finally(forget);
    if (signal?.aborted) return Promise.reject(left(signal, request, 0));
    const key = `${caller.identity} ${fresh ? 'fresh ' : ''}${path}`;
    const found = underway.get(key);
    if (found) return found.join(request).then(asShared);
    const call = new SharedCall(() => {
      if (underway.get(key) === call) underway.delete(key);
    });
    underway.set(key, call);
    return call.begin(request, next);
  };
  return { layer, forget };
}

const asShared = (answer: Answer): Answer => ({ ...answer, source: 'coalesced', attempts: 0, waitedMs: 0 });

/**
 * A call under way, and how many wait for its answer. It knows none of them. What began it may have been promoted to the old
 * generation, where it stays until the next full collection though it is dead: whoever it could be followed to would stay with it.
 */
class SharedCall {
  readonly #cancellation = new Cancellation();
  #answer!: Promise<Answer>;
  #waiting = 0;
  /** When the most patient of those who wait stops waiting. */
  #deadline = -Infinity;

  /** `ended` is told when nobody may join any more, once or more often. */
  constructor(private readonly ended: () => void) {}

  /** Sends it. Gives what `join` gives. */
  begin(request: UpstreamRequest, next: Send): Promise<Answer> {
    this.#waitFor(request);
    this.#answer = next({ ...request, signal: this.#cancellation, deadline: () => this.#deadline });
    return this.#answerFor(request, 1);
  }

  /** The answer, unless the waiter's own signal says first that it has gone. */
  join(request: UpstreamRequest): Promise<Answer> {
    this.#waitFor(request);
    return this.#answerFor(request, 0);
  }

  #waitFor({ deadline }: UpstreamRequest): void {
    this.#waiting++;
    this.#deadline = Math.max(this.#deadline, deadline?.() ?? Infinity);
  }

  /** For a waiter who leaves, the call counts as so many attempts. */
  #answerFor(request: UpstreamRequest, attempts: number): Promise<Answer> {
    const { signal } = request;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(left(signal!, request, attempts));
        this.#leave(signal!.reason);
      };
      const over = () => {
        this.ended();
        signal?.removeEventListener('abort', leave);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#answer.then(
        (answer) => {
          over();
          resolve(answer);
        },
        (error: unknown) => {
          over();
          reject(error as Error);
        },
      );
    });
  }

  #leave(why: unknown): void {
    if (--this.#waiting > 0) return;
    this.ended();
    this.#cancellation.abort(why);
  }
}

/** The error of a waiter who left. The call counts for the one who began it. */
const left = (signal: CallSignal, request: UpstreamRequest, attempts: number) =>
  Object.assign(abortedError(signal, callOf(request)), { attempts });
