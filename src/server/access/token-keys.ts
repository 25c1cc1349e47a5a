import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '../../upstream/clock.js';

/** Milliseconds for which keys go on to be good that cannot be fetched again. */
const KEPT_MS = 3_600_000;

export interface TokenKeysOptions {
  readonly log: Logger;
  /** Milliseconds between two fetches that tokens with unknown keys cause, and after one that failed. */
  readonly cooldownMs: number;
  /** Milliseconds after which keys are fetched again in any case. */
  readonly freshMs?: number;
  readonly clock?: Clock;
}

/** Thrown while there are no keys to verify with. Whoever runs the gateway has been told why. */
export class NoKeys extends Error {
  override readonly name = 'NoKeys';
}

/**
 * The keys at a URL that tokens are verified with, fetched when a token needs them. Anybody can send tokens: what they cause is one
 * fetch in `cooldownMs`, whether it fails or not. Where it fails the keys of before are good for an hour, since those who are signed in
 * are no strangers because the sign-in is away. Throws NoKeys without any, and what jose throws.
 */
export function tokenKeys(url: string, options: TokenKeysOptions): JWTVerifyGetKey {
  const { log, cooldownMs, freshMs = 600_000, clock = systemClock } = options;
  let kept: { readonly text: string; readonly at: number } | undefined;
  let restUntil = -Infinity;

  const fetched: FetchImplementation = async (...asked) => {
    try {
      const response = await fetch(...asked);
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      const text = await response.text();
      createLocalJWKSet(JSON.parse(text) as Parameters<typeof createLocalJWKSet>[0]);
      kept = { text, at: clock.now() };
      return new Response(text);
    } catch (error) {
      restUntil = clock.now() + cooldownMs;
      log.error({ why: whyOf(error) }, 'the keys that tokens are verified with cannot be had');
      return again();
    }
  };
  const again = (): Response => {
    if (kept && clock.now() - kept.at < KEPT_MS) return new Response(kept.text);
    throw new NoKeys();
  };

  return createRemoteJWKSet(new URL(url), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: freshMs,
    timeoutDuration: 5000,
    [customFetch]: async (...asked) => (clock.now() < restUntil ? again() : fetched(...asked)),
  });
}

/** What fetch throws says only that it failed; what is behind that says why. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
