import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { unpack } from '../../src/upstream/cache/packing.js';
import { compile } from '../support/example.js';
import { runGateway } from '../support/program.js';
import { hasRedis, RedisServer } from '../support/redis.js';
import { useSignIn } from '../support/sign-in.js';

const signIn = useSignIn();
let simulator: Simulator;
beforeAll(async () => {
  await compile();
  simulator = await startSimulator({ devices: 10 });
}, 120_000);
afterAll(() => simulator.close());

const CACHE_SECRET = 'a-secret-of-the-cache-with-length';
const WRONG_KEY = 'wrong-key-7f3a9c';

/** What clients of all kinds ask, the clumsy and the hostile among them. */
const bodies = [
  '{"query":"{ viewer { fullName role { name } enterprise { name } } }"}',
  '{"query":"{ devices(first: 5) { nodes { name group { name } apps(first: 2) { nodes { name } } } } }"}',
  '{"query":"{ devices(first: 5) { nodes { name ... on AndroidDevice { timezone } latestStatus { data } } } }"}',
  '{"query":"mutation { createGroup(input: { name: \\"Told\\", idempotencyKey: \\"once\\" }) { group { id } userErrors { message } } }"}',
  '{"query":"mutation { inviteUser(input: { email: \\"a@b.example\\", role: \\"Viewer\\", idempotencyKey: \\"i\\" }) { invitationUrl userErrors { message } } }"}',
  '{"query":"{ device(id: \\"00000000-0000-4000-8000-000000000000\\") { name } }"}',
  '{"query":"{ devices(first: 5000) { nodes { name } } }"}',
  '{"query":"{ nope }"}',
  '{"query":"{ cut sho',
  '[]',
  'null',
];

/** Asks everything with a key, in every place where one could be sent by mistake, and gives what was told. */
async function askAll(url: string, key: string, more: Record<string, string> = {}): Promise<string> {
  const told: string[] = [];
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(`${url}${path}`, init);
    told.push(JSON.stringify([...response.headers]), await response.text());
  };
  const own = { authorization: `Bearer ${key}`, cookie: `session=${key}` };
  const headers = { 'content-type': 'application/json', ...own, ...more };
  for (const body of bodies) {
    await ask('/graphql', { method: 'POST', headers, body });
    await ask('/graphql', {
      method: 'POST',
      headers: { ...headers, 'x-esper-explain': '1', 'x-esper-timeout-ms': 'x' },
      body,
    });
  }
  await ask(`/graphql?query={viewer{fullName}}`, {
    headers: { authorization: `Bearer ${key}`, 'apollo-require-preflight': '1' },
  });
  await ask('/graphql', { method: 'POST', headers: { ...headers, authorization: `Basic ${key}` }, body: bodies[0]! });
  await ask('/nowhere', { headers });
  for (const path of ['/metrics', '/health/ready']) await ask(path, {});
  return told.join('\n');
}

async function namesIn(url: string): Promise<string[]> {
  const redis = new Redis(url);
  const names = await redis.keys('*');
  redis.disconnect();
  return names;
}

/** All that lies in a Redis: names, and values unpacked where they are packed. */
async function dump(url: string): Promise<string> {
  const redis = new Redis(url);
  const found: string[] = [];
  for (const name of await namesIn(url)) {
    const value = await redis
      .dump(name)
      .then(() => redis.getBuffer(name))
      .catch(() => redis.hgetall(name));
    const entry = Buffer.isBuffer(value) && name.includes(':answer:') ? await unpack(value).catch(() => value) : value;
    found.push(name, Buffer.isBuffer(entry) ? entry.toString('latin1') : JSON.stringify(entry));
  }
  redis.disconnect();
  expect(found.length).toBeGreaterThan(10);
  return found.join('\n');
}

test.each(['passthrough', 'jwt'])(
  'with %s no key is in anything the process wrote',
  async (AUTH_MODE) => {
    const redis = hasRedis ? await RedisServer.start() : undefined;
    const token = await signIn.token();
    const own = 'demo-admin';
    const { child, ended, out, url } = runGateway(simulator, {
      LOG_LEVEL: 'trace',
      METRICS: 'on',
      CACHE_SECRET,
      ...(redis && { REDIS_URL: redis.url }),
      ...(AUTH_MODE === 'jwt' && { ...signIn.settings, ESPER_API_KEY: own }),
    });
    try {
      const address = await url();
      const keys =
        AUTH_MODE === 'jwt' ? [token, `${token.slice(0, -4)}AAAA`, WRONG_KEY] : [own, 'demo-viewer', WRONG_KEY];
      let told = '';
      for (const key of keys) told += await askAll(address, key);
      // On a busy machine Redis is passed over for a second at a time: what it was not told then is asked anew.
      while (redis && (await namesIn(redis.url)).length <= 5) {
        await new Promise((resolve) => setTimeout(resolve, 1100));
        told += await askAll(address, keys[0]!, { 'cache-control': 'no-cache' });
      }
      const kept = redis ? await dump(redis.url) : '';
      child.kill('SIGTERM');
      const { faults } = await ended;
      expect(told).toContain('Ada Admin');
      expect(out()).toMatch(/"level":30/);
      const secrets = [...keys, own, CACHE_SECRET, ...keys.map((key) => key.split('.')[1] ?? key)];
      for (const secret of secrets) {
        for (const [where, text] of Object.entries({ told, logged: out(), complained: faults, kept })) {
          expect(text.includes(secret), `${secret} was ${where}`).toBe(false);
        }
      }
      // The address of an invitation is told to who asked for it, and to nobody else.
      expect(out() + faults + kept).not.toContain('SECRET-');
    } finally {
      child.kill('SIGKILL');
      await redis?.kill();
    }
  },
  60_000,
);
