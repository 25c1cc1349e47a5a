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
  CACHE_ANSWERS_BYTES: {
    default: '16777216',
    about: 'Bytes of whole GraphQL answers kept in memory at most, for as long as they may be used; 0 keeps none',
    read: whole(0, 17_179_869_184),
  },
  SINGLE_FLIGHT: {
    default: 'true',
    about:
      'Whether equal queries of one key that are under way at the same time are carried out once: `true` or `false`',
    read: flag,
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
