import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ledger } from '../../../src/upstream/ledger/ledger.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';
import { redisLedger } from '../../../src/upstream/ledger/redis-ledger.js';
import { hasRedis, RedisServer } from '../../support/redis.js';

const note = { fingerprint: 'f' };
const ended = { ...note, outcome: { groupId: '1' } };

/** What every ledger does. */
function suite(open: () => Promise<Ledger>) {
  test('who begins first is told of nothing, who comes later of what came of it', async () => {
    const ledger = await open();
    expect(await ledger.begin('a', note)).toBeNull();
    expect(await ledger.begin('a', note)).toEqual(note);
    await ledger.end('a', ended);
    expect(await ledger.begin('a', note)).toEqual(ended);
    expect(await ledger.begin('b', note)).toBeNull();
  });

  test('who reads is told what stands there, and writes nothing down', async () => {
    const ledger = await open();
    expect(await ledger.read('r')).toBeNull();
    expect(await ledger.begin('r', note)).toBeNull();
    expect(await ledger.read('r')).toEqual(note);
    await ledger.end('r', ended);
    expect(await ledger.read('r')).toEqual(ended);
  });

  test('what is struck out may begin again', async () => {
    const ledger = await open();
    await ledger.begin('c', note);
    await ledger.strike('c');
    expect(await ledger.read('c')).toBeNull();
    expect(await ledger.begin('c', note)).toBeNull();
  });
}

describe('in memory', () => {
  suite(async () => memoryLedger());

  test('notes of what changed nothing push out none of the others, however many they are', async () => {
    const ledger = memoryLedger(2);
    await ledger.begin('change', note);
    await ledger.end('change', ended);
    for (const key of ['a', 'b', 'c']) {
      await ledger.begin(key, note);
      await ledger.end(key, { ...ended, isLight: true });
    }
    expect([await ledger.read('change'), await ledger.read('a')]).toEqual([ended, null]);
    expect(await ledger.begin('c', note)).toEqual({ ...ended, isLight: true });
  });

  test('the oldest notes make room', async () => {
    const ledger = memoryLedger(2);
    for (const key of ['a', 'b', 'c']) await ledger.begin(key, note);
    expect([await ledger.begin('c', note), await ledger.begin('a', note)]).toEqual([note, null]);
  });
});

describe.skipIf(!hasRedis)('in Redis', () => {
  let server: RedisServer;
  const opened: Ledger[] = [];
  let spaces = 0;

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => server.kill());

  /** A replica's ledger, once its connection is there: until then it keeps its notes to itself. */
  const open = async (namespace = `space-${++spaces}`): Promise<Ledger> => {
    const ledger = redisLedger({ url: server.url, namespace });
    const other = redisLedger({ url: server.url, namespace });
    opened.push(ledger, other);
    let tries = 0;
    await vi.waitFor(async () => {
      const probe = `probe-${tries++}`;
      await ledger.begin(probe, note);
      expect(await other.begin(probe, note)).not.toBeNull();
    });
    return ledger;
  };

  suite(() => open());

  test('replicas see what each other began, and what came of it; other tenants do not', async () => {
    const [one, two, stranger] = [await open('shared'), await open('shared'), await open('other')];
    expect(await one.begin('k', note)).toBeNull();
    expect(await two.begin('k', note)).toEqual(note);
    expect(await two.read('k')).toEqual(note);
    await one.end('k', ended);
    expect(await two.begin('k', note)).toEqual(ended);
    expect(await two.read('k')).toEqual(ended);
    await one.strike('k');
    expect(await two.read('k')).toBeNull();
    expect(await two.begin('k', note)).toBeNull();
    expect(await stranger.begin('k', note)).toBeNull();
  });

  test('a note stands for a day, from when it was begun and from when it was ended', async () => {
    const ledger = await open('day');
    const redis = new Redis(server.url);
    const lives = async () => {
      const keys = await redis.keys('*:day:note:*');
      return Math.min(...(await Promise.all(keys.map((key) => redis.pttl(key)))));
    };
    await ledger.begin('begun', note);
    await ledger.end('ended', ended);
    const day = 24 * 60 * 60 * 1000;
    expect(await lives()).toBeLessThanOrEqual(day);
    expect(await lives()).toBeGreaterThan(day - 60_000);
    redis.disconnect();
  });

  test('Redis is told and asked of the next note, though it was too slow for the one before', async () => {
    const [one, two] = [await open('slow'), await open('slow')];
    await one.begin('k', note);
    server.freeze();
    await Promise.all([one.begin('a', note), two.begin('b', note)]); // takes too long
    server.thaw();
    await one.end('k', ended);
    expect(await two.begin('k', note)).toEqual(ended);
  });

  test('what nobody here has written is no note, and harms nothing', async () => {
    const [one, two] = [await open('junk'), await open('junk')];
    const raw = new Redis(server.url);
    for (const junk of ['', '{', '5', '{}', 'null']) {
      await one.begin(junk, note);
      for (const key of await raw.keys('*:junk:note:*')) await raw.set(key, junk);
      expect(await two.read(junk)).toBeNull();
      expect(await two.begin(junk, note)).toBeNull();
    }
    raw.disconnect();
  });

  test('while Redis is away a replica keeps its own word', async () => {
    const ledger = await open();
    await ledger.begin('k', note);
    await server.kill();
    expect(await ledger.begin('k', note)).toEqual(note);
    expect(await ledger.begin('other', note)).toBeNull();
    await ledger.end('other', ended);
    expect(await ledger.begin('other', note)).toEqual(ended);
    expect(await ledger.read('other')).toEqual(ended);
    await server.start();
  });
});
