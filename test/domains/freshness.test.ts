import { expect, test } from 'vitest';
import { freshnessOf, freshRoutes } from '../../src/domains/freshness.js';
import { lifeOf } from '../../src/upstream/cache/freshness.js';

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
