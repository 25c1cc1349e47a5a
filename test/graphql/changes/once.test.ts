import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createOnce } from '../../../src/graphql/changes/once.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';

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
