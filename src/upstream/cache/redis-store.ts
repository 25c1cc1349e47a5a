import { createHash, randomUUID } from 'node:crypto';
import { connectRedis, guard } from '../redis.js';
import { within } from '../within.js';
import type { CacheCounts } from './counts.js';
import { markOf, pack, unpack } from './packing.js';
import { isAlive, LONGEST_LIFE_MS, type Store } from './store.js';
import { UnsentTags } from './unsent.js';

export interface RedisStoreOptions {
  /** `redis://` or `rediss://`, one server. */
  readonly url: string;
  /** Begins every key, so that tenants do not meet in one Redis. */
  readonly namespace: string;
  readonly counts: CacheCounts;
  /** Told which tags another replica has invalidated; null when messages may have been missed. */
  readonly onInvalidated: (tags: readonly string[] | null) => void;
  /** Told when the connection comes and goes. Why, in words: an error of Redis's carries the command, and so the password, along. */
  readonly onState?: (isUp: boolean, why?: string) => void;
  /** Milliseconds one command may take. */
  readonly deadlineMs?: number;
  /** Milliseconds nothing is read or written after a command failed, so that a slow Redis slows few calls down. */
  readonly pauseMs?: number;
}

/** A store that may be away. */
export interface RedisStore extends Store {
  readonly isUp: boolean;
}

/** Sets an answer, unless what is there was asked for later: as its mark says, which stands behind its first byte. */
const SET = `
local mark = redis.call('GETRANGE', KEYS[1], 1, 8)
if #mark == 8 and struct.unpack('>d', mark) > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1`;

/** Milliseconds between two looks whether the line on which invalidations come is still there. */
const PING_MS = 5000;

/**
 * Keeps answers in Redis, for all replicas. An invalidation is a time, by Redis's own clock, under the tag's key: an answer
 * asked for before it is not served, which holds too for one that arrives later. A message tells the other replicas, whose
 * memories stand in front of Redis; it is on its way to all of them before `invalidate` ends. Redis may lose everything at any
 * time, so it is best run without persistence: an old snapshot would bring back what was invalidated after it was taken.
 */
export function redisStore(options: RedisStoreOptions): RedisStore {
  const { url, counts, onInvalidated, onState, deadlineMs = 50, pauseMs = 1000 } = options;
  const prefix = `esper-graphql:1:${options.namespace}:`;
  const channel = `${prefix}invalidated`;
  const tagKey = (tag: string) => `${prefix}tag:${tag}`;
  const answerKey = (key: string) => `${prefix}answer:${createHash('sha256').update(key).digest('base64url')}`;
  const self = randomUUID();
  const unsent = new UnsentTags();
  let closed = false;

  const redis = connectRedis(url);
  const listener = connectRedis(url);
  const attempt = guard(redis, {
    deadlineMs,
    pauseMs,
    onFailed: () => counts.redisFailed++,
    onSkipped: () => counts.redisSkipped++,
  });

  /** Redis's clock, in microseconds since 1970. */
  const time = async () => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1e6 + Number(micros);
  };

  const announce = async (tags: string[]) => {
    const now = await time();
    const commands = redis.multi();
    // Longer than any answer lives, or an answer would outlive its own invalidation.
    for (const tag of tags) commands.set(tagKey(tag), now, 'PX', 2 * LONGEST_LIFE_MS);
    commands.publish(channel, [self, ...tags].join('\n'));
    await commands.exec(); // rejects when one of them is refused: then none is carried out
  };

  /** Tells Redis and the replicas what was invalidated, also what it could not be told before; until then, again and again. */
  let again: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    if (closed || redis.status !== 'ready') return; // 'ready' begins anew
    try {
      await within(deadlineMs, unsent.flush(announce));
    } catch {
      counts.redisFailed++;
      clearTimeout(again);
      again = setTimeout(() => void flush(), pauseMs).unref();
    }
  };

  let wasUp: boolean | undefined;
  const tell = (isUp: boolean, why?: string) => {
    if (closed || wasUp === isUp) return;
    wasUp = isUp;
    onState?.(isUp, why);
  };
  redis.on('ready', () => {
    tell(true);
    void flush();
  });
  redis.on('error', ({ message }) => tell(false, message));
  redis.on('close', () => tell(false));

  listener.on('error', () => {}); // without a listener an error event would end the process
  listener.on('ready', () => {
    // What was said while nobody listened is lost, so nothing from before can be trusted.
    listener.subscribe(channel).then(
      () => onInvalidated(null),
      () => listener.disconnect(true),
    );
  });
  listener.on('message', (_channel, message) => {
    const [by, ...tags] = message.split('\n');
    if (by !== self) onInvalidated(tags);
  });
  const pinging = setInterval(() => {
    if (listener.status === 'ready') listener.ping().catch(() => {}); // silence makes the socket time out
  }, PING_MS).unref();

  return {
    async get(key, tags) {
      if (unsent.hasSome(tags)) return undefined;
      const found = await attempt(() => redis.mgetBuffer(answerKey(key), ...tags.map(tagKey)));
      const [packed, ...times] = found ?? [];
      if (!packed) return undefined;
      const asked = markOf(packed);
      const isGood = times.every((at) => at === null || Number(at) < asked);
      const entry = isGood ? await unpack(packed).catch(() => undefined) : undefined;
      return entry && isAlive(entry, Date.now()) ? entry : undefined;
    },
    async writer() {
      const asked = await attempt(time);
      return async (key, entry) => {
        const life = Math.floor(entry.at + entry.lifeMs - Date.now());
        if (asked === undefined || life <= 0) return;
        const packed = await pack(entry, asked).catch(() => undefined); // too long for one text
        if (!packed) return;
        await attempt(() => redis.eval(SET, 1, answerKey(key), packed, asked, Math.min(life, LONGEST_LIFE_MS)));
      };
    },
    async delete(key) {
      await attempt(() => redis.del(answerKey(key)));
    },
    async invalidate(tags) {
      unsent.add(tags);
      await flush();
    },
    async close() {
      closed = true;
      clearInterval(pinging);
      clearTimeout(again);
      redis.disconnect();
      listener.disconnect();
    },
    get isUp() {
      return redis.status === 'ready' && listener.status === 'ready';
    },
  };
}
