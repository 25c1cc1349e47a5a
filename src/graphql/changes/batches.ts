import { UpstreamError } from '../../upstream/errors.js';
import { InputFaults, type UserErrorRecord } from './input-fault.js';
import { userErrorsOf, type FieldNames } from './mutation.js';

/** One of many things a list in an input names. */
export interface Listed {
  /** Its id in the REST API. */
  readonly id: string;
  /** As the client named it. */
  readonly given: string;
  /** Its place in the list. */
  readonly place: number;
}

/** Things that were sent together and refused together, or of which nobody knows whether they arrived. */
export interface BatchFailureRecord {
  /** As the client named them. */
  readonly ids: string[];
  readonly message: string;
  /** As in `extensions.code` of an error. */
  readonly code: string;
}

/** What became of many things. Each stands in one of `done`, `failures` and `notSent`, as the client named it. */
export interface BatchOutcome {
  readonly done: string[];
  readonly failures: BatchFailureRecord[];
  readonly notSent: string[];
  readonly userErrors: UserErrorRecord[];
}

/** The things a list names, each once, in its order; `read` gives the id of the one at a place. Throws all that `read` finds wrong. */
export function listed(given: readonly string[], read: (one: string, place: number) => string): Listed[] {
  const all = new Map<string, Listed>();
  const faults: UserErrorRecord[] = [];
  for (const [place, one] of given.entries()) {
    try {
      const id = read(one, place);
      if (!all.has(id)) all.set(id, { id, given: one, place });
    } catch (error) {
      const told = userErrorsOf(error);
      if (!told) throw error;
      faults.push(...told);
    }
  }
  if (faults.length > 0) throw new InputFaults(faults);
  return [...all.values()];
}

/**
 * Sends many things in batches of `most`, one after the other. A batch that is refused for a fault of the input leaves the
 * others alone; after any other failure nothing more is sent, since the next would most likely fail alike. Such a failure is
 * thrown when nothing has been done yet, and told when something has. `names` speaks of the input as in `mutation`.
 */
export async function inBatches(
  all: readonly Listed[],
  most: number,
  send: (ids: string[]) => Promise<unknown>,
  names: FieldNames,
): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { done: [], failures: [], notSent: [], userErrors: [] };
  const givenOf = (batch: readonly Listed[]) => batch.map(({ given }) => given);
  for (let at = 0; at < all.length; at += most) {
    const batch = all.slice(at, at + most);
    try {
      await send(batch.map(({ id }) => id));
      outcome.done.push(...givenOf(batch));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const faults = userErrorsOf(error, names);
      if (!faults && outcome.done.length === 0) throw error;
      outcome.failures.push({ ids: givenOf(batch), message: error.message, code: error.code });
      outcome.userErrors.push(...(faults ?? []).flatMap((fault) => placed(fault, batch)));
      if (faults) continue;
      outcome.notSent.push(...givenOf(all.slice(at + most)));
      break;
    }
  }
  return outcome;
}

/** A fault that speaks of things by their ids, told on each of them. */
function placed(fault: UserErrorRecord, batch: readonly Listed[]): UserErrorRecord[] {
  const words = new Set(fault.message.split(/[^\w-]+/));
  const meant = batch.filter(({ id }) => words.has(id));
  const { field } = fault;
  return meant.length === 0 || !field
    ? [fault]
    : meant.map(({ place }) => ({ ...fault, field: [...field, `${place}`] }));
}
