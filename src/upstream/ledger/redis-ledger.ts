import { createHash } from 'node:crypto';
import { connectRedis, guard } from '../redis.js';
import { NOTE_LIFE_MS, type Ledger, type Note } from './ledger.js';
import { memoryLedger } from './memory-ledger.js';

export interface RedisLedgerOptions {
  /** `redis://` or `rediss://`, one server. */
  readonly url: string;
  /** Begins every key, so that tenants do not meet in one Redis. */
  readonly namespace: string;
}

/**
 * Notes that all replicas see. This process remembers its own besides, so that it keeps its word while Redis is away; what
 * another replica notes meanwhile it cannot know.
 */
export function redisLedger({ url, namespace }: RedisLedgerOptions): Ledger {
  const redis = connectRedis(url);
  redis.on('error', () => {}); // the cache, which has a connection of its own, tells of it
  // Whoever goes on without what Redis knows may do twice what must not be: each note is worth the wait.
  const attempt = guard(redis, { pauseMs: 0, onFailed: () => {}, onSkipped: () => {} });
  const own = memoryLedger();
  const named = (key: string) =>
    `esper-graphql:1:${namespace}:note:${createHash('sha256').update(key).digest('base64url')}`;
  const noteAt = (key: string) => attempt(async () => noteIn(await redis.get(named(key))));

  return {
    async begin(key, note) {
      const known = await own.begin(key, note);
      if (known) return known;
      const begun = await attempt(() => redis.set(named(key), JSON.stringify(note), 'PX', NOTE_LIFE_MS, 'NX'));
      if (begun !== null) return null; // it is noted, or Redis is away
      const found = await noteAt(key);
      if (!found) return null; // it was struck out in this moment
      await own.strike(key);
      return found;
    },
    async read(key) {
      return (await noteAt(key)) ?? own.read(key);
    },
    async end(key, note) {
      await own.end(key, note);
      await attempt(() => redis.set(named(key), JSON.stringify(note), 'PX', NOTE_LIFE_MS));
    },
    async strike(key) {
      await own.strike(key);
      await attempt(() => redis.del(named(key)));
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** A note as it was written down; null for none. Throws for what nobody here has written. */
function noteIn(text: string | null): Note | null {
  if (text === null) return null;
  const note = JSON.parse(text) as Note;
  if (typeof note.fingerprint === 'string') return note;
  throw new TypeError('no note');
}
