/** What is wrong with an input, in the words of `UserErrorCode`. */
export type UserErrorCode = 'BAD_USER_INPUT' | 'CONFLICT' | 'NOT_FOUND';

/** One fault of a mutation's input, as its payload tells it. */
export interface UserErrorRecord {
  readonly message: string;
  /** The way to it below `input`; null when it concerns no field. */
  readonly field: string[] | null;
  readonly code: UserErrorCode;
}

/** Thrown by a mutation for a fault of its input that the client can mend; told in `userErrors`. */
export class InputFault extends Error implements UserErrorRecord {
  override readonly name = 'InputFault';

  constructor(
    message: string,
    readonly field: string[] | null,
    readonly code: UserErrorCode = 'BAD_USER_INPUT',
  ) {
    super(message);
  }
}

/** As InputFault, for several faults at once. */
export class InputFaults extends Error {
  override readonly name = 'InputFaults';

  constructor(readonly all: readonly UserErrorRecord[]) {
    super(all.map(({ message }) => message).join(' '));
  }
}
