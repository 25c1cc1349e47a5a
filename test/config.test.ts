import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.js';

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
  [{ CACHE_MAX_BYTES: '64M' }, /^CACHE_MAX_BYTES is "64M": it must be a whole number/],
])('%j stops the start with one line that tells no secret', (env, said) => {
  const message = refusal(env);
  expect(message).toMatch(said);
  expect(message).not.toMatch(/hunter2|short"|\n/);
});
