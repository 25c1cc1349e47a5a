import type { Logger } from 'pino';
import type { SentCall } from '../../telemetry/sent-call.js';
import { systemClock, type Clock } from '../../upstream/clock.js';

/** Whether requests should be sent here: only while `ready`. */
export type ReadyState = 'starting' | 'ready' | 'failing' | 'stopping';

export interface ReadinessOptions {
  /** Asks the REST API for next to nothing; null when it answered, else why not. */
  readonly reach: () => Promise<string | null>;
  /** Reads answered from the cache so far. */
  readonly served: () => number;
  /** Whether answers may be kept that this process has never seen. */
  readonly isSharing: () => boolean;
  readonly log: Logger;
  /** Aborts when the process is about to end. */
  readonly stopping?: AbortSignal | undefined;
  readonly clock?: Clock;
}

/** So many calls have failed, and none has been answered, for so long: then the REST API counts as gone. */
const FAILURES = 5;
const FAILING_MS = 10_000;
/** A cache that has answered within this time is of use. */
const SERVING_MS = 10_000;
/** Milliseconds between two tries to reach a REST API that is gone, and how many must go well in a row. */
const TRY_MS = 2000;
const TRIES = 2;
/** Milliseconds that whoever asks waits for a try under way. */
const PATIENCE_MS = 800;

/**
 * Tells whether the REST API answers or the cache can stand in for it. While ready it only looks at what becomes of the calls
 * that clients cause; not ready, it tries to reach the REST API when somebody asks whether it is, seldom and one try at a
 * time. It takes longer to change its mind than a bad moment lasts.
 */
export class Readiness {
  readonly #options: ReadinessOptions;
  readonly #clock: Clock;
  #state: Exclude<ReadyState, 'stopping'> = 'starting';
  #failures = 0;
  #failingSince = 0;
  #served = 0;
  #servedAt = -Infinity;
  #wins = 0;
  #why: string | null = null;
  #nextTry = -Infinity;
  #try: Promise<void> | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get state(): ReadyState {
    if (this.#options.stopping?.aborted) return 'stopping';
    if (this.#state === 'ready' && this.#isFailing() && !this.#isServing()) this.#become('failing');
    return this.#state;
  }

  /** Takes note of a call that was sent. */
  readonly heard = ({ status }: Pick<SentCall, 'status'>): void => {
    if (/^[1-4]/.test(status)) this.#answered();
    else if (status !== 'cancelled' && this.#failures++ === 0) this.#failingSince = this.#clock.now();
  };

  /** The state, after a try to reach the REST API where one is due; waits a moment for it. */
  async check(): Promise<ReadyState> {
    const { state } = this;
    if (state === 'ready' || state === 'stopping') return state;
    if (!this.#try && this.#clock.now() >= this.#nextTry) this.#try = this.#reach();
    if (!this.#try) return state;
    let stopWaiting = () => {};
    const patience = new Promise<void>((resolve) => (stopWaiting = this.#clock.after(PATIENCE_MS, resolve)));
    await Promise.race([this.#try, patience]);
    stopWaiting();
    return this.state;
  }

  async #reach(): Promise<void> {
    const why = await this.#options.reach();
    this.#try = undefined;
    this.#nextTry = this.#clock.now() + TRY_MS;
    if (why === null) this.#answered();
    else this.#missed(why);
  }

  /** Nobody sends requests to a gateway that is not ready, so nothing but this line tells why it is not. */
  #missed(why: string): void {
    const { log, isSharing } = this.#options;
    if (why !== this.#why) log.warn({ why }, 'the REST API could not be reached');
    this.#why = why;
    if (this.#state === 'starting' && isSharing()) this.#become('ready');
    else this.#wins = 0;
  }

  #answered(): void {
    this.#failures = 0;
    if (this.#state === 'ready') return;
    this.#wins++;
    if (this.#state === 'starting' || this.#wins >= TRIES) this.#become('ready');
  }

  #isFailing(): boolean {
    return this.#failures >= FAILURES && this.#clock.now() - this.#failingSince >= FAILING_MS;
  }

  #isServing(): boolean {
    const served = this.#options.served();
    if (served !== this.#served) this.#servedAt = this.#clock.now();
    this.#served = served;
    return this.#clock.now() - this.#servedAt < SERVING_MS;
  }

  #become(state: 'ready' | 'failing'): void {
    const { log } = this.#options;
    if (this.#state === 'failing') log.info('ready again: the REST API answers');
    if (state === 'failing') log.warn('not ready: the REST API does not answer, and the cache has nothing to offer');
    this.#state = state;
    this.#wins = 0;
    this.#why = null;
    this.#failures = 0;
  }
}
