import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { UpstreamError } from '../../upstream/errors.js';
import { isFitId, UnfitIdError } from '../../upstream/route.js';
import { restId } from '../node-id.js';
import { InputFault, InputFaults, type UserErrorRecord, type UserErrorCode } from './input-fault.js';
import type { Once } from './once.js';

/**
 * What a mutation hands to its payload: ids and words, as JSON, so that it can be told again to a client that repeats itself.
 * The payload's resolvers find the objects. When the input was at fault there is nothing but `userErrors`.
 */
export type Outcome<T extends object> = Partial<T> & { readonly userErrors: UserErrorRecord[] };

/** What a mutation needs of the context of its operation. */
export interface MutationContext {
  readonly once: Once;
  readonly calls: { changes(): number };
}

/**
 * Input fields by the names under which the REST API speaks of them, such as `{ device_ids: 'devices' }`. Under `''` stands the
 * field that names what is changed: it is told that there is no such thing.
 */
export type FieldNames = Readonly<Record<string, string>>;

/**
 * The resolver of a mutation. `change` makes the change and tells what it did, `userErrors` included where a part of it failed;
 * what it throws for a fault of the input becomes `userErrors`, and all other errors stay errors. A field the REST API
 * finds fault with is told by its name in the input: the one in `names`, or its own in camelCase.
 */
export function mutation<
  I extends { idempotencyKey?: string | null | undefined },
  C extends MutationContext,
  T extends object,
>(change: (input: I, context: C) => Promise<T & Partial<Outcome<T>>>, names: FieldNames = {}) {
  return async (_: unknown, { input }: { input: I }, context: C, info: GraphQLResolveInfo): Promise<Outcome<T>> => {
    const { idempotencyKey: key, ...asked } = input;
    const before = context.calls.changes();
    const isLight = () => context.calls.changes() === before;
    try {
      return await context.once<Outcome<T>>({
        name: info.fieldName,
        key,
        input: asked,
        run: async () => ({ userErrors: [], ...(await change(input, context)) }),
        // What was done without a call, and found no fault, was done.
        isUndone: (outcome) => isLight() && outcome?.userErrors.length !== 0,
        isLight,
      });
    } catch (error) {
      const userErrors = userErrorsOf(error, names);
      if (userErrors === null) throw error;
      return { userErrors } as unknown as Outcome<T>;
    }
  };
}

/** Esper: a thing that is not there is a 404 where it is in the path, and a fault with these words where it is in the body. */
const NAMES_NOTHING = /^Invalid pk ".*" - object does not exist\.$/s;

const mendable = new Set<string>(['BAD_USER_INPUT', 'CONFLICT', 'NOT_FOUND'] satisfies UserErrorCode[]);

/** The faults of the input an error tells of; null when it is about something else. */
export function userErrorsOf(error: unknown, names: FieldNames = {}): UserErrorRecord[] | null {
  if (error instanceof InputFault || error instanceof InputFaults) {
    const all = error instanceof InputFaults ? error.all : [error];
    return all.map(({ message, field, code }) => ({ message, field, code }));
  }
  if (error instanceof UnfitIdError) return [{ message: error.message, field: null, code: 'BAD_USER_INPUT' }];
  if (error instanceof GraphQLError && error.extensions['code'] === 'BAD_USER_INPUT') {
    return [{ message: error.message, field: null, code: 'BAD_USER_INPUT' }];
  }
  if (!(error instanceof UpstreamError) || !mendable.has(error.code)) return null;
  const told = error.code as UserErrorCode;
  const { faults = [], said } = error.detail;
  const subject = told === 'NOT_FOUND' ? (names['']?.split('.') ?? null) : null;
  const codeOf = (message: string): UserErrorCode => (NAMES_NOTHING.test(message) ? 'NOT_FOUND' : told);
  if (faults.length === 0) {
    const message = said ?? error.message;
    return [{ message, field: subject, code: codeOf(message) }];
  }
  return faults.map(({ field, message }) => ({
    message,
    field: field ? inputField(field, names) : subject,
    code: codeOf(message),
  }));
}

/** Esper: a fault inside of an object is told with dots between the keys. */
function inputField(field: string, names: FieldNames): string[] {
  const nameOf = (one: string) => (Object.hasOwn(names, one) ? names[one] : undefined);
  const named = nameOf(field);
  if (named !== undefined) return named.split('.');
  return field
    .split('.')
    .map((part) => nameOf(part) ?? part.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}

/**
 * The REST id meant by a field of an input, which takes `id` and `esperId`. Throws an InputFault for the global id of something
 * that is none of `types`, and for what is no id at all.
 */
export function idIn(id: string, field: string | readonly string[], ...types: [string, ...string[]]): string {
  try {
    const found = restId(id, ...types);
    if (isFitId(found)) return found;
    throw new UnfitIdError(id);
  } catch (error) {
    throw new InputFault((error as Error).message, [field].flat());
  }
}
