import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { freshnessOf, freshRoutes } from '../../src/domains/freshness.js';
import { lifeOf } from '../../src/upstream/cache/freshness.js';
import { useGateway } from '../support/gateway.js';
import { everythingOf, schemaOf } from './device/everything.js';

const gateway = useGateway({ devices: 60 });

const isListed = (path: string) =>
  freshRoutes.some((route) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}(\\?|$)`).test(path));

test('every REST call that all there is to ask of all things needs stands in the table', async () => {
  const schema = await schemaOf(gateway);
  const all = (name: string) => {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is not in the schema.`);
    return everythingOf(type);
  };
  const platforms = ['AndroidDevice', 'AppleDevice', 'LinuxDevice', 'WindowsDevice'];
  const { fleet } = gateway.simulator;
  const ids = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `"${fleet.factsOf(i).id}"`);
  const queries = [
    `{ viewer { ${all('User')} } }`,
    `{ enterprise { ${all('Enterprise')} } }`,
    `{ groups(first: 2) { nodes { ${all('Group')} } } }`,
    `{ apps(first: 2) { nodes { ${all('App')} some: versions(first: 2) { nodes { ${all('AppVersion')} } } } } }`,
    ...ids.map(
      (id) => `{ device(id: ${id}) { ${platforms.map((name) => `... on ${name} { ${all(name)} }`).join(' ')} } }`,
    ),
  ];
  const calls: string[] = [];
  for (const query of queries) {
    const answer = await gateway.query(query);
    expect(answer.errors).toBeUndefined();
    calls.push(...answer.calls);
  }
  expect(calls.length).toBeGreaterThan(50);
  expect(calls.filter((call) => !isListed(call.replace(/^GET /, '')))).toEqual([]);
});

test.each(freshRoutes.map((route) => [route]))('%s has times and tags that fit it', (route) => {
  const policy = freshnessOf(route);
  expect(lifeOf(policy)).toBeGreaterThan(0);
  expect(policy.changes).toContain(policy.tags[0]);
  for (const [, name] of policy.tags.join(' ').matchAll(/\{(\w+)\}/g)) expect(route).toContain(`{${name}}`);
});

test('what moves fast is kept for seconds, what carries a signed URL is never served late, the rest for minutes', () => {
  expect(freshnessOf('/v2/devices/')).toMatchObject({ ttlMs: 5000, staleMs: 5000 });
  expect(freshnessOf('/device/v0/heartbeat/{id}/')).toMatchObject({ ttlMs: 2000, staleMs: 0 });
  expect(freshnessOf('/v1/enterprise/{enterprise}/application/{app}/version/')).toMatchObject({
    ttlMs: 60_000,
    staleMs: 0,
    staleIfErrorMs: 0,
  });
  expect(freshnessOf('/enterprise/{enterprise}/devicegroup/')).toMatchObject({ ttlMs: 60_000, staleMs: 300_000 });
});

test('a route nobody has listed is never kept, and a write to it makes everything forgotten', () => {
  const policy = freshnessOf('/v9/unheard-of/');
  expect(lifeOf(policy)).toBe(0);
  for (const route of freshRoutes) expect(policy.changes).toContain(freshnessOf(route).tags[0]);
});
