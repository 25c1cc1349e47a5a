import { coded } from '../../graphql/errors.js';
import type { Clock } from '../../upstream/clock.js';

/** What is said of a token whose time is over, whenever that is found out. */
export const EXPIRED = 'The token has expired: sign in again.';

/** When what a caller showed is no longer good for anything, in milliseconds since 1970; null when nobody here knows. */
export interface Expiring {
  readonly expiresAt: number | null;
}

/** UNAUTHENTICATED, for what goes on for long and was asked for with a token that has expired meanwhile. */
export const tokenExpired = () => coded('UNAUTHENTICATED', EXPIRED);

export const hasExpired = ({ expiresAt }: Expiring): boolean => expiresAt !== null && Date.now() >= expiresAt;

/** A timer takes no longer time: it would be over at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Runs `task` once, at the expiry; at the next turn when that was. The function it gives takes that back. */
export function atExpiry({ expiresAt }: Expiring, clock: Clock, task: () => void): () => void {
  if (expiresAt === null) return () => {};
  let stop = () => {};
  const wait = (ms: number): void => {
    const step = Math.min(ms, LONGEST_MS);
    stop = clock.after(step, () => (step < ms ? wait(ms - step) : task()));
  };
  wait(Math.max(0, expiresAt - Date.now()));
  return () => stop();
}
