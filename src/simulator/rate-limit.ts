import { Refusal } from './refusals.js';
import { type Answer, refuse } from './router.js';

/** What each key may do; what is left out is unlimited. */
export interface RateLimits {
  /** Calls a minute, then 429 until the minute is over. */
  perMinute?: number;
  /** Calls a second, then 429 until the second is over. */
  perSecond?: number;
  /** Calls at the same time, then 429 without a word of when to come back. */
  concurrent?: number;
}

/** So many calls for each key in each span of time, counted from the key's first call in it. */
class Window {
  private readonly spans = new Map<string, { endsAt: number; used: number }>();

  constructor(
    private readonly calls: number,
    private readonly ms: number,
  ) {}

  /** Counts a call. Gives the milliseconds until the span is over when it was one too many. */
  take(key: string, now: number): number | undefined {
    let span = this.spans.get(key);
    if (!span || span.endsAt <= now) {
      span = { endsAt: now + this.ms, used: 0 };
      this.spans.set(key, span);
    }
    return span.used++ < this.calls ? undefined : span.endsAt - now;
  }
}

/** Refuses what is too much for one key. */
export class RateLimit {
  private readonly windows: Window[];
  private readonly concurrent: number;
  private readonly underWay = new Map<string, number>();

  constructor(
    { perMinute, perSecond, concurrent }: RateLimits,
    private readonly now: () => number = Date.now,
  ) {
    this.windows = [
      ...(perMinute === undefined ? [] : [new Window(perMinute, 60_000)]),
      ...(perSecond === undefined ? [] : [new Window(perSecond, 1000)]),
    ];
    this.concurrent = concurrent ?? Infinity;
  }

  /** Says that a call is under way; the function it gives, that it is over. */
  arrive(key: string): () => void {
    const change = (by: number) => this.underWay.set(key, (this.underWay.get(key) ?? 0) + by);
    change(1);
    return () => change(-1);
  }

  /** The refusal, when the key has used up what it may do. */
  take(key: string, path: string): Answer | undefined {
    if ((this.underWay.get(key) ?? 0) > this.concurrent) {
      return refuse(path, new Refusal(429, 'Too many requests at the same time.'));
    }
    const now = this.now();
    const waits = this.windows.map((window) => window.take(key, now) ?? 0);
    const longest = Math.max(0, ...waits);
    if (longest === 0) return undefined;
    const seconds = Math.ceil(longest / 1000);
    const text = `Request was throttled. Expected available in ${seconds} seconds.`;
    const answer = refuse(path, new Refusal(429, text));
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
  }
}
