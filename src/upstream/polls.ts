import { systemClock, type Clock } from './clock.js';
import { UpstreamError } from './errors.js';

/** Something that is asked for again and again, since nobody tells when it changes. */
export interface Poll<T> {
  /** Names it: equal for whoever may share one poller, their credential included. */
  readonly key: string;
  readonly ask: () => Promise<T>;
  /** Whether it will not change any more. */
  readonly isDone?: (value: T) => boolean;
}

export interface PollsOptions {
  /** Milliseconds between two questions while there is something new. */
  readonly firstMs: number;
  /** Milliseconds between two questions at most. */
  readonly mostMs: number;
  readonly clock?: Clock | undefined;
}

/** By how much longer is waited when there was nothing new. */
const SLOWER = 1.5;
/** So many failures in a row, each of which might pass, are waited through. */
const PATIENCE = 5;

interface Poller {
  readonly watchers: Set<Watcher<unknown>>;
  readonly poll: Poll<unknown>;
  last?: { readonly value: unknown; readonly text: string };
  intervalMs: number;
  failures: number;
  stopTimer: () => void;
  isAsking: boolean;
}

/**
 * Lets many watch one thing by one poller: quick while something happens, slower and slower while nothing does, over when it is
 * done or the last watcher has left. Whoever comes later is told what is known, and has it asked for anew.
 */
export class Polls {
  readonly #pollers = new Map<string, Poller>();
  readonly #options: PollsOptions & { readonly clock: Clock };

  constructor(options: PollsOptions) {
    this.#options = { ...options, clock: options.clock ?? systemClock };
  }

  /**
   * The present value and each that differs from the one before, until it is done or `signal` aborts. Who is slow misses those
   * in between. Throws what asking throws, unless it passes.
   */
  async *watch<T>(poll: Poll<T>, signal: AbortSignal): AsyncGenerator<T, void, void> {
    if (signal.aborted) return;
    const poller = this.#pollers.get(poll.key) ?? this.#begin(poll as Poll<unknown>);
    const watcher = new Watcher<unknown>();
    const leave = () => watcher.end();
    signal.addEventListener('abort', leave, { once: true });
    poller.watchers.add(watcher);
    if (poller.last) watcher.tell(poller.last.value);
    if (!poller.isAsking && poller.intervalMs > this.#options.firstMs) this.#askNow(poller);
    try {
      for (let next = await watcher.next(); next; next = await watcher.next()) yield next.value as T;
    } finally {
      signal.removeEventListener('abort', leave);
      poller.watchers.delete(watcher);
      if (poller.watchers.size === 0) this.#end(poller);
    }
  }

  #begin(poll: Poll<unknown>): Poller {
    const poller: Poller = {
      watchers: new Set(),
      poll,
      intervalMs: this.#options.firstMs,
      failures: 0,
      stopTimer: () => {},
      isAsking: false,
    };
    this.#pollers.set(poll.key, poller);
    this.#askNow(poller);
    return poller;
  }

  #end(poller: Poller): void {
    poller.stopTimer();
    if (this.#pollers.get(poller.poll.key) === poller) this.#pollers.delete(poller.poll.key);
  }

  #askNow(poller: Poller): void {
    poller.stopTimer();
    poller.intervalMs = this.#options.firstMs;
    void this.#ask(poller);
  }

  async #ask(poller: Poller): Promise<void> {
    const { poll, watchers } = poller;
    poller.isAsking = true;
    try {
      const value = await poll.ask();
      poller.failures = 0;
      const text = JSON.stringify(value);
      const isNew = text !== poller.last?.text;
      poller.last = { value, text };
      if (isNew) for (const watcher of watchers) watcher.tell(value);
      if (poll.isDone?.(value)) return this.#finish(poller);
      this.#wait(poller, isNew);
    } catch (error) {
      const mayPass = error instanceof UpstreamError && error.retriable && ++poller.failures <= PATIENCE;
      if (mayPass) this.#wait(poller, false);
      else this.#finish(poller, error);
    } finally {
      poller.isAsking = false;
    }
  }

  #wait(poller: Poller, isNew: boolean): void {
    if (poller.watchers.size === 0) return;
    const { clock, firstMs, mostMs } = this.#options;
    const waitMs = isNew ? firstMs : Math.min(poller.intervalMs * SLOWER, mostMs);
    poller.intervalMs = waitMs;
    poller.stopTimer = clock.after(waitMs, () => void this.#ask(poller));
  }

  #finish(poller: Poller, error?: unknown): void {
    for (const watcher of poller.watchers) watcher.end(error);
    this.#end(poller);
  }
}

/** One who waits for values: keeps the latest that was not taken yet. */
class Watcher<T> {
  #latest: { readonly value: T } | undefined;
  #ended: { readonly error?: unknown } | undefined;
  #wake = () => {};

  tell(value: T): void {
    this.#latest = { value };
    this.#wake();
  }

  end(error?: unknown): void {
    this.#ended ??= { error };
    this.#wake();
  }

  /** The next value; undefined at the end. Throws the error it ended with. */
  async next(): Promise<{ readonly value: T } | undefined> {
    if (!this.#latest && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    const found = this.#latest;
    this.#latest = undefined;
    if (!found && this.#ended?.error !== undefined) throw this.#ended.error;
    return found;
  }
}
