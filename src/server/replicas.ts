import type { Config } from '../config.js';
import { redisExchange, type RedisExchange } from '../upstream/layers/rate-limit/redis-exchange.js';
import { namespaceOf } from './namespace.js';

/** How the budgets of keys are shared with other replicas: in Redis where one is named, else not at all. */
export const meetReplicas = ({
  REDIS_URL: url,
  baseUrl,
}: Config & { readonly baseUrl: string }): RedisExchange | undefined =>
  url ? redisExchange({ url, namespace: namespaceOf(baseUrl) }) : undefined;
