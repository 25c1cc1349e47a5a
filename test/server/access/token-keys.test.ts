import { jwtVerify } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { NoKeys, tokenKeys } from '../../../src/server/access/token-keys.js';
import { createLog } from '../../../src/telemetry/log.js';
import { FakeClock } from '../../support/fake-clock.js';
import { useSignIn } from '../../support/sign-in.js';

const signIn = useSignIn();
beforeEach(() => {
  signIn.isDown = false;
  signIn.fetched = 0;
});

/** What verifies tokens by keys that are to be fetched anew each time. */
function verifier(cooldownMs = 10_000) {
  const clock = new FakeClock();
  const keys = tokenKeys(signIn.url, { log: createLog('silent'), cooldownMs, freshMs: 0, clock });
  return { clock, verify: async () => jwtVerify(await signIn.token(), keys) };
}

test('whoever is signed in goes on for an hour where the keys cannot be fetched again, and no longer', async () => {
  const { clock, verify } = verifier();
  await verify();
  signIn.isDown = true;
  await expect(verify()).resolves.toBeDefined();
  await clock.pass(3_590_000);
  await expect(verify()).resolves.toBeDefined();
  await clock.pass(10_000);
  await expect(verify()).rejects.toThrow(NoKeys);
  signIn.isDown = false;
  await clock.pass(10_000);
  await expect(verify()).resolves.toBeDefined();
});

test('where the keys cannot be had they are fetched now and then, however many tokens ask for them', async () => {
  const { clock, verify } = verifier();
  signIn.isDown = true;
  for (let n = 0; n < 5; n++) await expect(verify()).rejects.toThrow(NoKeys);
  expect(signIn.fetched).toBe(1);
  await clock.pass(10_000);
  await expect(verify()).rejects.toThrow(NoKeys);
  expect(signIn.fetched).toBe(2);
});
