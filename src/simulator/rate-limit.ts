import { Refusal } from './refusals.js';
import { type Answer, refuse } from './router.js';

const MINUTE = 60_000;

/** So many calls a minute for each key, then 429 until the minute is over. */
export class RateLimit {
  private readonly windows = new Map<string, { endsAt: number; used: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The refusal, when the key has used up its minute. */
  take(key: string, path: string): Answer | undefined {
    const now = this.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + MINUTE, used: 0 };
      this.windows.set(key, window);
    }
    if (window.used++ < this.perMinute) return undefined;
    const seconds = Math.ceil((window.endsAt - now) / 1000);
    const text = `Request was throttled. Expected available in ${seconds} seconds.`;
    const answer = refuse(path, new Refusal(429, text));
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
  }
}
