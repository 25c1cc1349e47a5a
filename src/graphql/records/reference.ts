import type { GraphQLResolveInfo } from 'graphql';
import { notFound } from '../errors.js';
import { needsMoreThan } from './selection.js';

const COMPLETE = Symbol('complete');

/** A record of which some fields are known already and the others are fetched, once, when one of them is asked for. */
export type Reference<R extends { id: string | number }> = Readonly<Pick<R, 'id'> & Partial<R>> & {
  [COMPLETE]?(): Promise<R | null>;
};

/** Points to a record by what is known of it. `complete` reads it whole, null when it is not there or not for this key. */
export const reference = <R extends { id: string | number }>(
  known: Pick<R, 'id'> & Partial<R>,
  complete: () => Promise<R | null>,
): Reference<R> => new Pointer(known, complete) as unknown as Reference<R>;

/**
 * A class, since V8 remembers a function that is set on an object of its own in what it knows of such objects, and with it all
 * that the function reaches: each operation would stay in memory until the next full collection.
 */
class Pointer<R extends object> {
  #underway: Promise<R | null> | undefined;
  readonly #complete: () => Promise<R | null>;

  constructor(known: Partial<R>, complete: () => Promise<R | null>) {
    for (const key in known) (this as unknown as Partial<R>)[key] = known[key]; // `...` finds none in a row
    this.#complete = complete;
  }

  [COMPLETE](): Promise<R | null> {
    return (this.#underway ??= this.#complete());
  }
}

/** A field of a record: at once when it is known, else fetched. Throws NOT_FOUND when the record is not there. */
export function read<R extends { id: string | number }, K extends keyof R & string>(
  record: Reference<R>,
  key: K,
): R[K] | Promise<R[K]> {
  const known = record as Partial<R>;
  if (key in record || !record[COMPLETE]) return known[key] as R[K];
  return record[COMPLETE]().then((whole) => {
    if (whole) return whole[key];
    throw notFound(`"${record.id}" is linked to, but is not there or not visible to this key.`);
  });
}

/**
 * The value of a link. When the selection needs nothing but what is known, or what the fields named in `told` find out by
 * themselves, the reference is the answer and no call is made. When it needs more, the record is fetched now, so that a link
 * to something invisible is null instead of an error.
 */
export function link<R extends { id: string | number }>(
  known: Pick<R, 'id'> & Partial<R>,
  complete: () => Promise<R | null>,
  info: GraphQLResolveInfo,
  told: readonly string[] = [],
): Reference<R> | Promise<Reference<R> | null> {
  if (needsMoreThan(info, known, told)) return complete() as Promise<Reference<R> | null>;
  return reference(known, complete);
}
