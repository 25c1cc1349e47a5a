import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { freshnessOf } from '../../domains/freshness.js';
import { newCacheCounts, type CacheCounts } from '../../upstream/cache/counts.js';
import { memoryStore, type MemoryStore } from '../../upstream/cache/memory-store.js';
import { Recall } from '../../upstream/cache/recall.js';
import { redisStore, type RedisStore } from '../../upstream/cache/redis-store.js';
import type { Store } from '../../upstream/cache/store.js';
import { fillTags } from '../../upstream/cache/tags.js';
import { tiered } from '../../upstream/cache/tiered.js';
import { cache } from '../../upstream/layers/cache.js';
import type { Layer, UpstreamRequest } from '../../upstream/send.js';
import { namespaceOf } from './namespace.js';

export interface AnswerCache {
  readonly layer: Layer;
  /** Finds records in the pages that this process keeps. */
  readonly recall: Recall;
  readonly counts: Readonly<CacheCounts>;
  /** Redis, in which replicas share what they keep; left out when none is named. */
  readonly shared?: Store | undefined;
  /** Whether Redis is there; left out when none is named. */
  readonly isRedisUp?: (() => boolean) | undefined;
  /** Bytes kept in this process, as estimated. */
  bytes(): number;
  /** Forgets all answers with one of these tags, whoever asked for them, in all replicas. For tags see domains/freshness.ts. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Forgets what a write may have changed. */
  changed(write: UpstreamRequest): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the gateway keeps of the REST API's answers: in memory, and behind that in Redis where one is named. `onForgotten` is told
 * when whole answers may hold what is no longer good: a key was withdrawn, or another replica changed something.
 */
export function createAnswerCache(
  config: Config & { readonly baseUrl: string },
  log: Logger,
  onForgotten: () => void,
  now: () => number = Date.now,
): AnswerCache {
  const counts = newCacheCounts();
  const memory = memoryStore({ maxBytes: config.CACHE_MAX_BYTES, now });
  const { REDIS_URL: url, baseUrl } = config;
  const redis = url ? shared(url, baseUrl, memory, counts, log, onForgotten) : undefined;
  const store = redis ? tiered(memory, redis, now) : memory;
  const recall = new Recall({ store: memory, freshnessOf, now });
  const invalidate = async (tags: readonly string[]) => {
    counts.invalidated++;
    await store.invalidate(tags);
  };
  return {
    layer: cache({
      store,
      freshnessOf,
      counts,
      told: recall.tell,
      onWithdrawn: onForgotten,
      patienceMs: config.RATE_QUEUE_MS,
      now,
    }),
    recall,
    counts,
    shared: redis,
    isRedisUp: redis && (() => redis.isUp),
    bytes: () => memory.bytes,
    invalidate,
    changed: ({ route, path }) => invalidate(fillTags(freshnessOf(route).changes, route, path)),
    close: () => store.close(),
  };
}

/** Redis, which tells the memory in front of it, and `onForgotten`, that other replicas have invalidated something. */
function shared(
  url: string,
  baseUrl: string,
  memory: MemoryStore,
  counts: CacheCounts,
  log: Logger,
  onForgotten: () => void,
): RedisStore {
  return redisStore({
    url,
    namespace: namespaceOf(baseUrl),
    counts,
    onInvalidated: (tags) => {
      onForgotten();
      return tags ? void memory.invalidate(tags) : memory.clear();
    },
    onState: (isUp, why) => {
      if (isUp) log.info('Redis is there: answers are shared with the other replicas');
      else log.warn({ why }, 'Redis is away: answers are kept in memory only until it is back');
    },
  });
}
