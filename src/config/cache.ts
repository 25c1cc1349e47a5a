import { whole, flag, longSecret, redisUrl, type Setting } from './setting.js';

/** What is kept of the REST API's answers. */
export const cacheSettings = {
  CACHE_ENABLED: {
    default: 'true',
    about: 'Whether answers of the REST API are kept for a while, each for the key that asked: `true` or `false`',
    read: flag,
  },
  CACHE_MAX_BYTES: {
    default: '67108864',
    about: 'Bytes of answers kept in memory at most',
    read: whole(1_048_576, 17_179_869_184),
  },
  REDIS_URL: {
    default: '',
    about:
      'A Redis server in which replicas share what they keep, such as `redis://127.0.0.1:6379/0`; `rediss` for TLS',
    read: redisUrl,
  },
  CACHE_SECRET: {
    default: '',
    about: 'Keys the hashes under which answers are kept: the same in all replicas; must be set where `REDIS_URL` is',
    read: longSecret,
  },
} as const satisfies Record<string, Setting<unknown>>;
