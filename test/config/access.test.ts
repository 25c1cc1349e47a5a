import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';

const jwt = {
  ESPER_TENANT: 'foo',
  ESPER_API_KEY: 'hunter2',
  AUTH_MODE: 'jwt',
  JWKS_URL: 'https://login.example.com/jwks.json',
  JWT_ISSUER: 'https://login.example.com/',
  JWT_AUDIENCE: 'esper-graphql',
};

const refusal = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

test('tokens take a key set, an issuer, an audience and the key that goes upstream', () => {
  expect(refusal(jwt)).toBeUndefined();
  for (const name of ['JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'ESPER_API_KEY']) {
    expect(refusal({ ...jwt, [name]: '' })).toMatch(
      new RegExp(`^${name} is not set, and AUTH_MODE is jwt: set it, such as ${name}=`),
    );
  }
});

test('the address of the key set is asked for as it is written', () => {
  const JWKS_URL = 'https://login.example.com/keys/?p=sign-in';
  expect(readConfig({ JWKS_URL }).JWKS_URL).toBe(JWKS_URL);
});

test('further tenants have the base of their name, or one of their own', () => {
  const { ESPER_TENANTS } = readConfig({ ESPER_TENANTS: 'bar, baz=https://esper.example.com/api/' });
  expect([...ESPER_TENANTS]).toEqual([
    ['bar', 'https://bar-api.esper.cloud/api'],
    ['baz', 'https://esper.example.com/api'],
  ]);
});

test('with tokens every tenant has a key of its own', () => {
  const both = { ...jwt, ESPER_TENANTS: 'bar,baz', ESPER_TENANT_KEYS: 'bar=hunter2=,baz=hunter3' };
  expect([...readConfig(both).ESPER_TENANT_KEYS]).toEqual([
    ['bar', 'hunter2='],
    ['baz', 'hunter3'],
  ]);
  expect(refusal({ ...both, ESPER_TENANT_KEYS: 'bar=hunter2' })).toMatch(/no key for baz/);
});

test.each([
  [{ AUTH_MODE: 'none' }, /^AUTH_MODE is "none": it must be one of passthrough, jwt\.$/],
  [{ JWT_ALGORITHMS: 'none' }, /^JWT_ALGORITHMS is "none": it must list some of RS256/],
  [{ JWT_ALGORITHMS: 'RS256,HS256' }, /^JWT_ALGORITHMS is "RS256,HS256"/],
  [{ JWKS_URL: 'http://login.example.com/jwks.json' }, /^JWKS_URL is not fit: it must be an https URL .*jwks\.json\.$/],
  [{ ESPER_TENANTS: 'Bar' }, /^ESPER_TENANTS holds "Bar"/],
  [{ ESPER_TENANTS: 'bar=http://esper.example.com' }, /^ESPER_TENANTS is not fit/],
  [
    { ESPER_TENANT: 'foo', ESPER_TENANTS: 'foo=https://b.example.com' },
    /^ESPER_TENANTS lists foo, as ESPER_TENANT does/,
  ],
  [{ ESPER_TENANTS: 'bar,bar=https://esper.example.com/api' }, /^ESPER_TENANTS names bar twice/],
  [{ ESPER_TENANT_KEYS: 'bar=hunter2,bar=hunter3' }, /^ESPER_TENANT_KEYS names bar twice/],
  [{ ESPER_TENANT_KEYS: 'hunter2' }, /^ESPER_TENANT_KEYS is not fit: it must give a key to each tenant/],
  [{ ESPER_TENANT_KEYS: 'bar=hunter2' }, /^ESPER_TENANT_KEYS has a key for bar, which ESPER_TENANTS does not list/],
])('%j stops the start, in one line that tells no key', (env, said) => {
  const message = refusal(env);
  expect(message).toMatch(said);
  expect(message).not.toMatch(/hunter|\n/);
});
