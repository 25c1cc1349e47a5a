import type { GraphQLResolveInfo } from 'graphql';
import { notFound } from './errors.js';
import { needsMoreThan } from './selection.js';

const COMPLETE = Symbol('complete');

/** A record of which some fields are known already and the others are fetched, once, when one of them is asked for. */
export type Reference<R extends { id: string | number }> = Readonly<Pick<R, 'id'> & Partial<R>> & {
  readonly [COMPLETE]?: (() => Promise<R | null>) | undefined;
};

/** Points to a record by what is known of it. `complete` reads it whole, null when it is not there or not for this key. */
export function reference<R extends { id: string | number }>(
  known: Pick<R, 'id'> & Partial<R>,
  complete: () => Promise<R | null>,
): Reference<R> {
  const made: Partial<R> & { [COMPLETE]?: () => Promise<R | null> } = {};
  for (const key in known) made[key as keyof R] = known[key as keyof typeof known]; // `...` finds none in a row
  let underway: Promise<R | null> | undefined;
  made[COMPLETE] = () => (underway ??= complete());
  return made as Reference<R>;
}

/** A field of a record: at once when it is known, else fetched. Throws NOT_FOUND when the record is not there. */
export function read<R extends { id: string | number }, K extends keyof R & string>(
  record: Reference<R>,
  key: K,
): R[K] | Promise<R[K]> {
  const known = record as Partial<R>;
  const complete = record[COMPLETE];
  if (key in record || !complete) return known[key] as R[K];
  return complete().then((whole) => {
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
