import { abortedError } from '../../aborted.js';
import type { Clock } from '../../clock.js';
import type { UpstreamError } from '../../errors.js';
import { callOf, deadlineOf, type UpstreamRequest } from '../../send.js';
import type { Lane } from './lane.js';
import type { Pass } from './pass.js';
import { notSent } from './refusal.js';

export interface Waiting {
  readonly request: UpstreamRequest;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly arrived: number;
  /** From when on it is late. */
  readonly lateAt: number;
  /** Told once, when it waits no more. */
  out(lane: Lane): void;
  started(pass: Pass): void;
  refused(error: UpstreamError): void;
}

/** A call that waits in the queue of its lane, until its turn comes, it is refused, or nobody waits for it any more. */
export class Waiter {
  readonly #waiting: Waiting;
  readonly #takeOut: () => void;
  readonly #left = () => this.refuse(abortedError(this.#waiting.request.signal!, this.call));

  constructor(waiting: Waiting) {
    this.#waiting = waiting;
    const { request, lane, lateAt } = waiting;
    const { signal, attempt = 1, priority = 'interactive', operation = lane } = request;
    this.#takeOut = lane.queue.add(this, attempt > 1 ? 'repeat' : priority, operation, lateAt);
    signal?.addEventListener('abort', this.#left, { once: true });
  }

  get call(): string {
    return callOf(this.#waiting.request);
  }

  get route(): string {
    return this.#waiting.request.route;
  }

  get deadline(): number {
    return deadlineOf(this.#waiting.request);
  }

  get arrived(): number {
    return this.#waiting.arrived;
  }

  start(pass: Pass): void {
    this.#end();
    this.#waiting.started(pass);
  }

  refuse(error: UpstreamError): void {
    this.#end();
    this.#waiting.refused(notSent(error, this.#waiting.clock.now() - this.arrived));
  }

  #end(): void {
    const { request, lane, out } = this.#waiting;
    this.#takeOut();
    request.signal?.removeEventListener('abort', this.#left);
    out(lane);
  }
}
