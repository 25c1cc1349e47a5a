import { createHash, randomBytes } from 'node:crypto';

/** One setting: where it comes from, what it is when left out, and what it is for. The README's table is checked against this. */
interface Setting<T> {
  readonly default: string;
  readonly about: string;
  readonly read: (text: string, name: string) => T;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const text = (pattern: RegExp, example: string) => (value: string, name: string) => {
  if (value === '' || pattern.test(value)) return value || null;
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must look like ${example}.`);
};
const whole = (least: number, most: number) => (value: string, name: string) => {
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ConfigError(
    `${name} is ${JSON.stringify(value)}: it must be a whole number from ${least} to ${most}, such as ${least}.`,
  );
};
const oneOf =
  <T extends string>(...words: T[]) =>
  (value: string, name: string) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must be one of ${words.join(', ')}.`);
  };
/** A key is never quoted. */
const apiKey = (value: string, name: string) => {
  if (/^[\x21-\x7e]*$/.test(value)) return value || null;
  throw new ConfigError(
    `${name} is not fit: it must be the key alone, printable ASCII without blanks or line breaks, such as demo-admin.`,
  );
};
const flag = (value: string, name: string) => oneOf('true', 'false')(value, name) === 'true';
const longSecret = (value: string, name: string) => {
  if (value === '' || value.length >= 32) return value || null;
  throw new ConfigError(
    `${name} is too short: it must have 32 characters or more, such as \`openssl rand -hex 32\` gives.`,
  );
};
/** A URL with a password in it is never quoted. */
const redisUrl = (value: string, name: string) => {
  if (value === '') return null;
  if (URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol)) return value;
  throw new ConfigError(`${name} is not fit: it must be the URL of a Redis server, such as redis://127.0.0.1:6379/0.`);
};
const url = (value: string, name: string) => {
  if (value === '') return null;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.username || parsed?.password || /[?#]/.test(value)) {
    throw new ConfigError(
      `${name} is not fit: it must hold no user, password, query or fragment, such as https://foo-api.esper.cloud/api.`,
    );
  }
  const loopback = parsed && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && loopback)) return value.replace(/\/+$/, '');
  throw new ConfigError(
    `${name} is not fit: it must be an https URL (http only on this machine), such as https://foo-api.esper.cloud/api.`,
  );
};

/** Every setting there is. */
export const settings = {
  ESPER_TENANT: {
    default: '',
    about: 'The tenant: `foo` stands for `https://foo-api.esper.cloud/api`',
    read: text(/^[a-z0-9-]+$/, 'foo: small letters, digits and hyphens'),
  },
  ESPER_BASE_URL: { default: '', about: 'The base of the REST API, instead of `ESPER_TENANT`', read: url },
  ESPER_ENTERPRISE_ID: {
    default: '',
    about: 'The enterprise id; when left out it is learnt once per key',
    read: text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11'),
  },
  ESPER_API_KEY: {
    default: '',
    about: "The gateway's own key; used, outside production, for callers on this machine who send none",
    read: apiKey,
  },
  HOST: { default: '127.0.0.1', about: 'The address to listen on', read: (value: string) => value },
  PORT: { default: '4000', about: 'The port to listen on; 0 takes a free one', read: whole(0, 65535) },
  NODE_ENV: {
    default: 'development',
    about: 'In `production` nothing is simulated and a tenant must be named',
    read: oneOf('development', 'production', 'test'),
  },
  LOG_LEVEL: {
    default: 'info',
    about: 'How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  EXPLORER: {
    default: 'auto',
    about: 'Whether `/` serves the explorer: `on`, `off`, or `auto`, which is off in production',
    read: oneOf('auto', 'on', 'off'),
  },
  INTROSPECTION: {
    default: 'auto',
    about: 'Whether clients may ask for the schema: `on`, `off`, or `auto`, which is off in production',
    read: oneOf('auto', 'on', 'off'),
  },
  UPSTREAM_TIMEOUT_MS: { default: '30000', about: 'Milliseconds one REST call may take', read: whole(100, 600_000) },
  UPSTREAM_ATTEMPTS: { default: '3', about: 'Times a read is tried at most', read: whole(1, 10) },
  UPSTREAM_CONNECTIONS: {
    default: '256',
    about: 'Sockets to the REST API, and so REST calls under way, at most; all keys together',
    read: whole(1, 1024),
  },
  OPERATION_TIMEOUT_MS: {
    default: '60000',
    about: 'Milliseconds a GraphQL operation may take; a client may ask for fewer with the header `x-esper-timeout-ms`',
    read: whole(100, 3_600_000),
  },
  RATE_CONCURRENCY: {
    default: '20',
    about: 'REST calls one key may have under way at first; adapts to how the REST API takes them',
    read: whole(1, 1000),
  },
  RATE_MAX_CONCURRENCY: {
    default: '100',
    about: 'REST calls one key may ever have under way',
    read: whole(1, 1000),
  },
  RATE_DEVICES_CONCURRENCY: {
    default: '4',
    about: 'Pages of the device list one key may have under way at first; adapts, up to four times as many',
    read: whole(1, 100),
  },
  RATE_QUEUE_LENGTH: {
    default: '2000',
    about: 'REST calls of one key that may wait for their turn; ten times as many of all keys',
    read: whole(1, 100_000),
  },
  RATE_QUEUE_MS: {
    default: '20000',
    about: 'Milliseconds a REST call may wait for its turn, or for a pause the REST API asks for',
    read: whole(1, 600_000),
  },
  BREAKER_PERCENT: {
    default: '50',
    about:
      'Percent of the REST calls of the last 10 seconds, 20 calls at least, that must have failed before none is sent any more',
    read: whole(1, 100),
  },
  BREAKER_PAUSE_MS: {
    default: '5000',
    about: 'Milliseconds until one REST call tries whether the REST API is back',
    read: whole(100, 600_000),
  },
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
  LIMIT_BODY_BYTES: { default: '262144', about: 'Bytes a GraphQL request may have', read: whole(1024, 16_777_216) },
  LIMIT_DEPTH: { default: '24', about: 'How deep fields may be nested in a query', read: whole(5, 100) },
  LIMIT_FIELDS: {
    default: '100000',
    about: 'Values one answer may hold, counted as fields of objects',
    read: whole(1000, 100_000_000),
  },
  LIMIT_ANSWER_BYTES: {
    default: '67108864',
    about: 'Bytes one REST answer may have',
    read: whole(65_536, 268_435_456), // V8 takes no text of more than half a gigabyte
  },
} as const satisfies Record<string, Setting<unknown>>;

type Values = { readonly [K in keyof typeof settings]: ReturnType<(typeof settings)[K]['read']> };

/** What the gateway is set to: every setting by its name, and what follows from them. */
export interface Config extends Values {
  /** Base of the REST API; null when none is named and the simulator is to be started. */
  readonly baseUrl: string | null;
  readonly explorer: boolean;
  readonly introspection: boolean;
  /** Keys the hashes of credentials, so that they say nothing to others: of this process, or of all that share CACHE_SECRET. */
  readonly identitySecret: Buffer;
}

/** The one reader of the environment. Throws ConfigError, whose message names the variable, its fault and an example. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = Object.entries(settings).map(([name, setting]) => [
    name,
    setting.read(env[name] || setting.default, name),
  ]);
  const values = Object.fromEntries(read) as Values;
  const { ESPER_TENANT: tenant, ESPER_BASE_URL: base, NODE_ENV, EXPLORER, INTROSPECTION } = values;
  if (tenant && base) throw new ConfigError('ESPER_TENANT and ESPER_BASE_URL are both set: set one of them.');
  const production = NODE_ENV === 'production';
  if (production && !tenant && !base) {
    throw new ConfigError(
      'ESPER_TENANT is not set: name the tenant, such as ESPER_TENANT=foo for foo-api.esper.cloud.',
    );
  }
  const { REDIS_URL, CACHE_SECRET } = values;
  if (REDIS_URL && !CACHE_SECRET) {
    throw new ConfigError(
      'CACHE_SECRET is not set, and REDIS_URL is: replicas that share a cache must share a secret, such as `openssl rand -hex 32` gives.',
    );
  }
  const { RATE_CONCURRENCY, RATE_MAX_CONCURRENCY } = values;
  if (RATE_CONCURRENCY > RATE_MAX_CONCURRENCY) {
    throw new ConfigError(
      `RATE_CONCURRENCY is ${RATE_CONCURRENCY}: it must not be above RATE_MAX_CONCURRENCY, which is ${RATE_MAX_CONCURRENCY}.`,
    );
  }
  return Object.freeze({
    ...values,
    baseUrl: base ?? (tenant ? `https://${tenant}-api.esper.cloud/api` : null),
    explorer: EXPLORER === 'on' || (EXPLORER === 'auto' && !production),
    introspection: INTROSPECTION === 'on' || (INTROSPECTION === 'auto' && !production),
    identitySecret: CACHE_SECRET ? createHash('sha256').update(CACHE_SECRET).digest() : randomBytes(32),
  });
}
