import { Redis } from 'ioredis';
import { systemClock, type Clock } from './clock.js';
import { within } from './within.js';

export type { Redis } from 'ioredis';

/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE_MS = 2000;

/** A connection to Redis that comes back by itself. While it is away commands fail at once. `url` is `redis://` or `rediss://`. */
export const connectRedis = (url: string): Redis =>
  new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 3000) * (0.5 + Math.random() / 2),
  });

export interface GuardOptions {
  /** Milliseconds one piece of work may take. */
  readonly deadlineMs?: number | undefined;
  /** Milliseconds nothing is tried after work that failed, so that a slow Redis slows few calls down. */
  readonly pauseMs?: number | undefined;
  readonly onFailed: () => void;
  /** Told of work that was left out because Redis is away or has just failed. */
  readonly onSkipped: () => void;
  readonly clock?: Clock;
}

/** Does work that Redis may fail: gives undefined when it does, when it takes too long, and when Redis is away or resting. */
export function guard(redis: Redis, options: GuardOptions) {
  const { deadlineMs = 50, pauseMs = 1000, onFailed, onSkipped, clock = systemClock } = options;
  let restUntil = -Infinity;
  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (redis.status !== 'ready' || clock.now() < restUntil) {
      onSkipped();
      return undefined;
    }
    try {
      return await within(deadlineMs, work());
    } catch {
      onFailed();
      restUntil = clock.now() + pauseMs;
      return undefined;
    }
  };
}
