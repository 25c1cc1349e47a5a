import { expect, test } from 'vitest';
import { readConfig, settings } from '../src/config.js';
import { ConfigError } from '../src/config/setting.js';

const REDIS_URL = 'redis://:hunter2@cache.example.com:6379/0';
const CACHE_SECRET = 'x'.repeat(32);

/** The message with which these settings stop the start. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

test('answers are kept, in this process alone, unless something else is said', () => {
  expect(readConfig({})).toMatchObject({ CACHE_ENABLED: true, CACHE_MAX_BYTES: 67_108_864, REDIS_URL: null });
  expect(readConfig({ CACHE_ENABLED: 'false' }).CACHE_ENABLED).toBe(false);
});

test('what keys the hashes of credentials is random, or the same wherever the secret is', () => {
  expect(readConfig({}).identitySecret).not.toEqual(readConfig({}).identitySecret);
  const [one, two] = [readConfig({ CACHE_SECRET }), readConfig({ CACHE_SECRET, REDIS_URL })];
  expect(one.identitySecret).toEqual(two.identitySecret);
  expect(readConfig({ CACHE_SECRET: 'y'.repeat(32) }).identitySecret).not.toEqual(one.identitySecret);
});

test('sharing a cache without sharing a secret is refused, and says how to get one', () => {
  expect(refusal({ REDIS_URL })).toMatch(/^CACHE_SECRET is not set, and REDIS_URL is: .*openssl rand -hex 32/);
});

test.each([
  [{ CACHE_SECRET: 'short' }, /^CACHE_SECRET is too short: /],
  [{ CACHE_SECRET, REDIS_URL: 'http://:hunter2@cache.example.com' }, /^REDIS_URL is not fit: .*redis:\/\/127\.0\.0\.1/],
  [{ CACHE_ENABLED: 'yes' }, /^CACHE_ENABLED is "yes": it must be one of true, false\.$/],
  [
    { CACHE_MAX_BYTES: '64M' },
    /^CACHE_MAX_BYTES is "64M": it must be a whole number from \d+ to \d+, such as 67108864\.$/,
  ],
  [{ METRICS_PORT: 'x' }, /^METRICS_PORT is "x": it must be a whole number from 0 to 65535, such as 0\.$/],
])('%j stops the start with one line that tells no secret', (env, said) => {
  const message = refusal(env);
  expect(message).toMatch(said);
  expect(message).not.toMatch(/hunter2|short"|\n/);
});

test('every setting has a default that is fit, and stands as its own value', () => {
  const config = readConfig({});
  for (const [name, setting] of Object.entries(settings)) {
    expect(config[name as keyof typeof settings]).toEqual(setting.read(setting.default, name));
  }
  expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 4000, baseUrl: null, explorer: true, introspection: true });
  expect(Object.isFrozen(config)).toBe(true);
});

test('a setting that is empty counts as left out', () => {
  const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '']));
  expect({ ...readConfig(empty), identitySecret: null }).toEqual({ ...readConfig({}), identitySecret: null });
});

test.each([
  ['foo', 'https://foo-api.esper.cloud/api'],
  ['my-tenant-2', 'https://my-tenant-2-api.esper.cloud/api'],
])('the tenant %s stands for %s', (ESPER_TENANT, baseUrl) => {
  expect(readConfig({ ESPER_TENANT }).baseUrl).toBe(baseUrl);
});

test.each([
  ['https://foo-api.esper.cloud/api/', 'https://foo-api.esper.cloud/api'],
  ['https://proxy.example.com:8443/esper//', 'https://proxy.example.com:8443/esper'],
  ['http://127.0.0.1:5000/api', 'http://127.0.0.1:5000/api'],
  ['http://localhost:5000/api', 'http://localhost:5000/api'],
  ['http://[::1]:5000/api', 'http://[::1]:5000/api'],
])('the base %s is taken as %s', (ESPER_BASE_URL, baseUrl) => {
  expect(readConfig({ ESPER_BASE_URL }).baseUrl).toBe(baseUrl);
});

test.each([
  [{ NODE_ENV: 'production', ESPER_TENANT: 'foo' }, false],
  [{ NODE_ENV: 'production', ESPER_TENANT: 'foo', EXPLORER: 'on', INTROSPECTION: 'on' }, true],
  [{ NODE_ENV: 'test' }, true],
  [{ EXPLORER: 'off', INTROSPECTION: 'off' }, false],
])('with %j explorer and introspection are on: %s', (env, on) => {
  expect(readConfig(env)).toMatchObject({ explorer: on, introspection: on });
});

test('production without a tenant is refused, with the setting that is missing', () => {
  expect(refusal({ NODE_ENV: 'production' })).toBe(
    'ESPER_TENANT is not set: name the tenant, such as ESPER_TENANT=foo for foo-api.esper.cloud.',
  );
});

test('two bases are refused', () => {
  expect(refusal({ ESPER_TENANT: 'foo', ESPER_BASE_URL: 'https://foo.example.com' })).toMatch(/both set/);
});

test.each([
  ['ESPER_TENANT', ['Foo', 'foo.evil.example', 'foo/..', 'foo@evil.example', 'foo bar', 'foo\n', 'foo_bar']],
  [
    'ESPER_BASE_URL',
    ['foo', 'http://foo-api.esper.cloud/api', 'http://localhost.evil.example', 'ftp://127.0.0.1', 'file:///etc/passwd'],
  ],
  ['ESPER_ENTERPRISE_ID', ['foo', '0f0c9a3e', '../0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11']],
  ['METRICS', ['true']],
  ['METRICS_PORT', ['70000', ' ', 'none']],
  ['PORT', ['70000', '-1', '4000.5', 'http', ' ']],
  ['NODE_ENV', ['prod', 'Production']],
  ['LOG_LEVEL', ['verbose']],
  ['LOG_SAMPLE', ['1.5', '-0.1', 'half', ' ', 'NaN']],
  ['EXPLORER', ['true']],
  ['INTROSPECTION', ['yes']],
  ['UPSTREAM_ATTEMPTS', ['0', '11']],
])('%s refuses what is not fit in one line that names it, its fault and an example', (name, values) => {
  for (const value of values) {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} is .*: it must .{10,}\\.$`));
  }
});

test.each([
  'http://user:hunter2@foo.example.com',
  'https://user:hunter2@foo.example.com/api',
  'https://hunter2@foo.example.com/api',
  'https://foo.example.com/api?key=hunter2',
  'https://foo.example.com/api#hunter2',
  'https://foo.example.com/api?',
])('the base %s is refused and not quoted', (ESPER_BASE_URL) => {
  const message = refusal({ ESPER_BASE_URL });
  expect(message).toMatch(/^ESPER_BASE_URL is not fit: it must .*\.$/);
  expect(message).not.toContain('hunter2');
});

test.each(['hunter2 x', 'hunter2\n', ' hunter2', 'hunter2\u00e9', '"hunter2\t"'])(
  'the key %j is refused and not quoted',
  (ESPER_API_KEY) => {
    const message = refusal({ ESPER_API_KEY });
    expect(message).toMatch(/^ESPER_API_KEY is not fit: it must .*\.$/);
    expect(message).not.toMatch(/hunter2|\n/);
  },
);

test.each([
  [{}, true],
  [{ METRICS: 'off' }, false],
  [{ METRICS: 'off', METRICS_PORT: '9464' }, false],
  [{ NODE_ENV: 'production', ESPER_TENANT: 'foo' }, false],
  [{ NODE_ENV: 'production', ESPER_TENANT: 'foo', METRICS_PORT: '9464' }, true],
  [{ NODE_ENV: 'production', ESPER_TENANT: 'foo', METRICS: 'on' }, true],
])('with %j metrics are served: %s', (env, metrics) => {
  expect(readConfig(env).metrics).toBe(metrics);
});

test('the port of the gateway is none for metrics alone, unless both take a free one', () => {
  expect(refusal({ METRICS_PORT: '4000' })).toMatch(/^METRICS_PORT is 4000, and so is PORT: /);
  expect(readConfig({ PORT: '0', METRICS_PORT: '0' })).toMatchObject({ PORT: 0, METRICS_PORT: 0 });
});

test('a delay longer than the whole end is refused', () => {
  expect(refusal({ DRAIN_DELAY_MS: '9001' })).toBe(
    'DRAIN_DELAY_MS is 9001: it must not be above DRAIN_MS, which is 9000.',
  );
});

test.each(['foo', 'grpc://127.0.0.1:4317', '127.0.0.1:4318'])('the collector %s is refused and not quoted', (value) => {
  for (const name of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) {
    expect(refusal({ [name]: value })).toBe(
      `${name} is not fit: it must be an http or https URL, such as http://127.0.0.1:4318.`,
    );
  }
});

test('longer pauses while something changes than while nothing does are refused', () => {
  expect(refusal({ SUBSCRIPTION_FIRST_MS: '60000' })).toBe(
    'SUBSCRIPTION_FIRST_MS is 60000: it must not be above SUBSCRIPTION_MOST_MS, which is 30000.',
  );
});

test('more calls at first than ever is refused', () => {
  expect(refusal({ RATE_CONCURRENCY: '200' })).toBe(
    'RATE_CONCURRENCY is 200: it must not be above RATE_MAX_CONCURRENCY, which is 100.',
  );
  expect(readConfig({ RATE_CONCURRENCY: '100' }).RATE_CONCURRENCY).toBe(100);
});
