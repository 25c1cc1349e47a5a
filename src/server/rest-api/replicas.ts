import type { Config } from '../../config.js';
import { redisExchange, type RedisExchange } from '../../upstream/layers/rate-limit/redis-exchange.js';
import type { Ledger } from '../../upstream/ledger/ledger.js';
import { memoryLedger } from '../../upstream/ledger/memory-ledger.js';
import { redisLedger } from '../../upstream/ledger/redis-ledger.js';
import { namespaceOf } from './namespace.js';

/** How the budgets of keys are shared with other replicas: in Redis where one is named, else not at all. */
export const meetReplicas = ({
  REDIS_URL: url,
  baseUrl,
}: Config & { readonly baseUrl: string }): RedisExchange | undefined =>
  url ? redisExchange({ url, namespace: namespaceOf(baseUrl) }) : undefined;

/** Where it is noted which changes were made under which idempotency keys: in Redis where one is named, else in this process. */
export const openLedger = ({ REDIS_URL: url, baseUrl }: Config & { readonly baseUrl: string }): Ledger =>
  url ? redisLedger({ url, namespace: namespaceOf(baseUrl) }) : memoryLedger();
