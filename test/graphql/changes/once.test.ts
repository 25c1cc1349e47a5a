import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createOnce } from '../../../src/graphql/changes/once.js';
import { UpstreamError } from '../../../src/upstream/errors.js';
import type { Ledger } from '../../../src/upstream/ledger/ledger.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';
import { settle } from '../../support/fake-clock.js';

const input = { networks: [{ ssid: 'Warehouse', password: 'correct-horse' }] };

/** What is noted of an errand under this secret. */
async function noted(secret: string): Promise<string | undefined> {
  const ledger = memoryLedger();
  const once = createOnce(ledger, Buffer.from(secret))('caller');
  await once({ name: 'send', key: 'k', input, run: async () => 'done', isUndone: () => false });
  return (await ledger.read('caller send k'))?.fingerprint;
}

test('by what is noted nobody can guess what was sent, who does not know the secret', async () => {
  const fingerprint = await noted('of these replicas');
  expect(fingerprint).toMatch(/^[\w-]{43}$/);
  expect(fingerprint).not.toBe(createHash('sha256').update(JSON.stringify(input)).digest('base64url'));
  expect(fingerprint).not.toBe(await noted('of others'));
  expect(fingerprint).toBe(await noted('of these replicas'));
});

/** A ledger that takes its time to say that something begins, as one that all replicas share does. */
function slowLedger(): Ledger {
  const ledger = memoryLedger();
  return {
    ...ledger,
    begin: async (key, note) => {
      const known = await ledger.begin(key, note);
      if (known === null) await settle();
      return known;
    },
  };
}

test('who asks again in the same moment joins what has begun, however long the ledger takes to note it', async () => {
  const once = createOnce(slowLedger(), Buffer.from('secret'))('caller');
  let runs = 0;
  const ask = (by: object) =>
    once({ name: 'send', key: 'k', input: by, run: async () => ++runs, isUndone: () => false });
  expect(await Promise.all([ask(input), ask(input)])).toEqual([1, 1]);
  const others = await Promise.allSettled([ask({ ...input, key: 1 }), ask(input)]);
  expect(others).toMatchObject([{ reason: { field: ['idempotencyKey'] } }, { value: 1 }]);
});

test('who has joined one whose client left before anything was changed has it made', async () => {
  const once = createOnce(slowLedger(), Buffer.from('secret'))('caller');
  let changed = false;
  const ask = (run: () => Promise<string>) => once({ name: 'send', key: 'k', input, run, isUndone: () => !changed });
  const left = ask(() => Promise.reject(new UpstreamError('CANCELLED', { call: '' })));
  const joined = [1, 2].map((n) => ask(async () => ((changed = true), `made for ${n}`)));
  expect(await Promise.allSettled([left, ...joined])).toMatchObject([
    { reason: { code: 'CANCELLED' } },
    { value: 'made for 1' },
    { value: 'made for 1' },
  ]);
});

test('who has joined one whose client left is told that nobody knows where it may have been made', async () => {
  const once = createOnce(slowLedger(), Buffer.from('secret'))('caller');
  let runs = 0;
  const run = async () => {
    runs++;
    throw new UpstreamError('CANCELLED', { call: '' });
  };
  const ask = () => once({ name: 'send', key: 'k', input, run, isUndone: () => false });
  const [, joined] = await Promise.allSettled([ask(), ask()]);
  expect(joined).toMatchObject({ reason: { extensions: { code: 'CONFLICT' } } });
  expect(runs).toBe(1);
});

test('another input under a key whose errand is under way is refused at once', async () => {
  const once = createOnce(slowLedger(), Buffer.from('secret'))('caller');
  const ask = (one: number) =>
    once({ name: 'send', key: 'k', input: one, run: async () => one, isUndone: () => false });
  const both = await Promise.allSettled([ask(1), ask(2)]);
  expect(both).toMatchObject([{ value: 1 }, { reason: { field: ['idempotencyKey'] } }]);
});
