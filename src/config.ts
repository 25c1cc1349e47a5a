import { createHash, randomBytes } from 'node:crypto';
import { accessSettings, checkAccess } from './config/access.js';
import { cacheSettings } from './config/cache.js';
import { documentSettings } from './config/documents.js';
import { limitSettings } from './config/limits.js';
import { misspelt, type Misspelt } from './config/misspelt.js';
import { operatingSettings } from './config/operating.js';
import { originSettings } from './config/origins.js';
import { subscriptionSettings } from './config/subscriptions.js';
import { serviceSettings } from './config/service.js';
import { ConfigError } from './config/setting.js';
import { uploadSettings } from './config/uploads.js';
import { upstreamSettings } from './config/upstream.js';

/** Every setting there is. */
export const settings = {
  ...serviceSettings,
  ...accessSettings,
  ...upstreamSettings,
  ...cacheSettings,
  ...limitSettings,
  ...subscriptionSettings,
  ...documentSettings,
  ...originSettings,
  ...uploadSettings,
  ...operatingSettings,
} as const;

type Values = { readonly [K in keyof typeof settings]: ReturnType<(typeof settings)[K]['read']> };

/** Settings of which the first must not be above the second. */
const bounded = [
  ['RATE_CONCURRENCY', 'RATE_MAX_CONCURRENCY'],
  ['SUBSCRIPTION_FIRST_MS', 'SUBSCRIPTION_MOST_MS'],
  ['DRAIN_DELAY_MS', 'DRAIN_MS'],
] as const;

/** What the gateway is set to: every setting by its name, and what follows from them. */
export interface Config extends Values {
  /** Base of the REST API; null when none is named and the simulator is to be started. */
  readonly baseUrl: string | null;
  readonly explorer: boolean;
  readonly introspection: boolean;
  readonly metrics: boolean;
  /** Keys the hashes of credentials, so that they say nothing to others: of this process, or of all that share CACHE_SECRET. */
  readonly identitySecret: Buffer;
}

/** The one reader of the environment. Throws ConfigError, whose message names the variable, its fault and an example. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = Object.entries(settings).map(([name, setting]) => [
    name,
    setting.read(env[name] || setting.default, name, setting.default),
  ]);
  const values = Object.fromEntries(read) as Values;
  checkTogether(values);
  checkAccess(values);
  const { ESPER_TENANT: tenant, ESPER_BASE_URL: base, CACHE_SECRET, METRICS_PORT } = values;
  const isDevelopment = values.NODE_ENV !== 'production';
  return Object.freeze({
    ...values,
    baseUrl: base ?? (tenant ? `https://${tenant}-api.esper.cloud/api` : null),
    explorer: values.EXPLORER ?? isDevelopment,
    introspection: values.INTROSPECTION ?? isDevelopment,
    metrics: values.METRICS ?? (isDevelopment || METRICS_PORT !== null),
    identitySecret: CACHE_SECRET ? createHash('sha256').update(CACHE_SECRET).digest() : randomBytes(32),
  });
}

/** Throws ConfigError when settings that are fit, each by itself, do not go together. */
function checkTogether(values: Values): void {
  const { ESPER_TENANT, ESPER_BASE_URL, NODE_ENV, REDIS_URL, CACHE_SECRET, METRICS_PORT, PORT } = values;
  if (ESPER_TENANT && ESPER_BASE_URL)
    throw new ConfigError('ESPER_TENANT and ESPER_BASE_URL are both set: set one of them.');
  if (NODE_ENV === 'production' && !ESPER_TENANT && !ESPER_BASE_URL)
    throw new ConfigError(
      'ESPER_TENANT is not set: name the tenant, such as ESPER_TENANT=foo for foo-api.esper.cloud.',
    );
  if (REDIS_URL && !CACHE_SECRET)
    throw new ConfigError(
      'CACHE_SECRET is not set, and REDIS_URL is: replicas that share a cache must share a secret, such as `openssl rand -hex 32` gives.',
    );
  for (const [name, most] of bounded)
    if (values[name] > values[most])
      throw new ConfigError(`${name} is ${values[name]}: it must not be above ${most}, which is ${values[most]}.`);
  if (METRICS_PORT && METRICS_PORT === PORT)
    throw new ConfigError(
      `METRICS_PORT is ${METRICS_PORT}, and so is PORT: give metrics a port of their own, such as 9464.`,
    );
}

/** Variables that look like settings and are none: nothing would say otherwise that they change nothing. */
export const misspeltSettings = (env: NodeJS.ProcessEnv = process.env): readonly Misspelt[] =>
  misspelt(Object.keys(env), Object.keys(settings));

/** The key a command on this machine asks with; null when there is none. Throws ConfigError. */
export const readKey = (env: NodeJS.ProcessEnv = process.env): string | null =>
  settings.ESPER_API_KEY.read(env['ESPER_API_KEY'] ?? '', 'ESPER_API_KEY');
