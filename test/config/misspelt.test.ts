import { expect, test } from 'vitest';
import { misspeltSettings, settings } from '../../src/config.js';

test.each([
  ['ESPER_TENNANT', 'ESPER_TENANT'],
  ['LIMT_DEPTH', 'LIMIT_DEPTH'],
  ['CACHE_MAX_BYTE', 'CACHE_MAX_BYTES'],
  ['ESPER_API_KYE', 'ESPER_API_KEY'],
  ['JWKS_URI', 'JWKS_URL'],
  ['redis_url', 'REDIS_URL'],
])('%s must have been meant for %s', (name, meant) => {
  expect(misspeltSettings({ [name]: 'x' })).toEqual([{ name, meant }]);
});

test('neither settings nor what is meant for others is taken for misspelt', () => {
  const others = [
    'PATH',
    'HOSTNAME',
    'PWD',
    'NODE_OPTIONS',
    'ESPER_GRAPHQL_PORT',
    'REDIS_PORT',
    'REDIS_HOST',
    'JWT_SECRET',
  ];
  const otel = [
    'OTEL_EXPORTER_OTLP_HEADERS',
    'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
    'OTEL_TRACES_SAMPLER',
    'OTEL_LOG_LEVEL',
  ];
  const env = Object.fromEntries([...Object.keys(settings), ...others, ...otel].map((name) => [name, 'x']));
  expect(misspeltSettings(env)).toEqual([]);
});
