import { createHmac } from 'node:crypto';
import { UpstreamError } from '../../upstream/errors.js';
import type { Ledger } from '../../upstream/ledger/ledger.js';
import { coded } from '../errors.js';
import { InputFault } from './input-fault.js';

/** One change a client asks for under a key of its own. */
export interface Errand<T> {
  /** The mutation's name. */
  readonly name: string;
  /** The client's key; without one the errand is run every time. */
  readonly key: string | null | undefined;
  /** What tells the same request from another, as JSON. */
  readonly input: unknown;
  /** Carries it out. What it gives must be JSON. */
  readonly run: () => Promise<T>;
  /** Whether, as far as anybody knows, nothing was changed when `run` failed, or gave this outcome: then it may be run again. */
  readonly isUndone: (outcome?: T) => boolean;
  /** Whether `run` changed nothing, though it was done; left out, it did. */
  readonly isLight?: () => boolean;
}

export type Once = <T>(errand: Errand<T>) => Promise<T>;

const isCancelled = (error: unknown) => error instanceof UpstreamError && error.code === 'CANCELLED';

const endUnknown = (name: string) =>
  coded(
    'CONFLICT',
    `A ${name} with this idempotencyKey was begun and its end is not known: it may be under way, or may have failed half-way. ` +
      'Ask again in a moment; if that does not help, look what became of it before you use another key.',
  );

/**
 * Runs each errand of a caller once for each key, for a day: who asks again is told what came of the first one, and joins it
 * while it is under way. What was not done is not kept. Throws CONFLICT when nobody knows what came of it, and an InputFault for a key
 * that is empty, or was used with another input. Inputs are told apart by a hash that `secret` keys: there may be a password in one,
 * which whoever can read the ledger could else guess.
 */
export function createOnce(ledger: Ledger, secret: Buffer): (caller: string) => Once {
  /** What is under way in this process, from before it is noted. */
  const running = new Map<string, Promise<unknown>>();

  const runUnlessNoted = async <T>(place: string, fingerprint: string, errand: Errand<T>): Promise<T> => {
    const { name, run, isUndone, isLight } = errand;
    const note = await ledger.begin(place, { fingerprint });
    if (note && note.fingerprint !== fingerprint) {
      const message = `This key was used for a ${name} with another input: use a new key for each change.`;
      throw new InputFault(message, ['idempotencyKey']);
    }
    if (note) {
      if (note.outcome === undefined) throw endUnknown(name);
      return note.outcome as T;
    }
    try {
      const outcome = await run();
      await (isUndone(outcome)
        ? ledger.strike(place)
        : ledger.end(place, { fingerprint, outcome, ...(isLight?.() && { isLight: true }) }));
      return outcome;
    } catch (error) {
      if (isUndone()) await ledger.strike(place);
      throw error;
    }
  };

  return (caller) => {
    const once = async <T>(errand: Errand<T>): Promise<T> => {
      const { name, key, input, run } = errand;
      if (key == null) return run();
      if (key === '') throw new InputFault('This key is empty: give each change one of its own.', ['idempotencyKey']);
      const fingerprint = createHmac('sha256', secret)
        .update(`once\n${JSON.stringify(input)}`)
        .digest('base64url');
      const place = `${caller} ${name} ${key}`;
      const same = `${place} ${fingerprint}`;
      const first = running.get(same);
      if (first) {
        try {
          return (await first) as T;
        } catch (error) {
          if (!isCancelled(error)) throw error;
          return once(errand); // nobody waited for the first one any more, but for this one somebody does
        }
      }
      const end = runUnlessNoted(place, fingerprint, errand);
      running.set(same, end);
      try {
        return await end;
      } finally {
        running.delete(same);
      }
    };
    return once;
  };
}
