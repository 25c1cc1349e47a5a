import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { limitExceeded } from './errors.js';
import { around, fieldsOf, within } from './execution/plain-resolvers.js';

/** Letters of text that count as one value more. */
const LETTERS = 200;

/** Values that an error counts as: it takes as long to make and to tell, and as many bytes. */
const ERROR = 10;

/** Letters of a value as JSON, or about so many. */
function lettersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 5;
  let letters = 2;
  for (const key in value) letters += key.length + 4 + lettersIn((value as Record<string, unknown>)[key]);
  return letters;
}

/** How many values one operation may still be answered with. */
export class FieldBudget {
  #left: number;

  constructor(private readonly most: number) {
    this.#left = most;
  }

  /** Takes note of `count` more values. False when they are too many: whatever is answered from then on is thrown away. */
  spend(count = 1): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }

  /** Takes note of an error beside the value that it stands for. False as with `spend`. */
  spendOnError(): boolean {
    return this.spend(ERROR);
  }

  /** Takes note of how long the text of a value is, which one record can be asked for again and again. */
  spendOnText(value: unknown): void {
    if (typeof value === 'string' ? value.length < LETTERS : typeof value !== 'object' || value === null) return;
    this.spend(Math.floor(lettersIn(value) / LETTERS));
  }

  /** Why the operation was stopped; undefined while it is within its bounds. */
  get exceeded(): GraphQLError | undefined {
    if (this.#left >= 0) return undefined;
    return limitExceeded({
      limit: 'LIMIT_FIELDS',
      most: this.most,
      what: `The answer would hold more than ${this.most} values`,
      remedy: 'Ask for fewer rows or fields, or page through them.',
    });
  }
}

interface Counted {
  readonly budget?: FieldBudget;
}

/**
 * Counts every value against its operation's budget: values that cost no call would otherwise multiply without end. Those that
 * tell of the schema itself are counted too, for whoever has a budget. Long text counts as several values.
 */
export function countFields(schema: GraphQLSchema): GraphQLSchema {
  for (const field of fieldsOf(schema)) {
    const { resolve } = field;
    if (!resolve || within(resolve)) continue; // counted already: graphql-js has one __schema, __type and __typename for all schemas
    const nothing = emptyValue(field.type);
    const isText = isLeafType(getNamedType(field.type));
    field.resolve = around(resolve, (parent, args, context, info) => {
      const { budget } = (context ?? {}) as Counted;
      if (budget?.spend() === false) return nothing;
      let value: unknown;
      try {
        value = resolve(parent, args, context, info);
      } catch (error) {
        budget?.spendOnError();
        throw error;
      }
      if (budget) countWhatCame(value, isText, budget);
      return value;
    });
  }
  return schema;
}

/** Counts the errors in what a field is answered with, and the letters of a text: now, or when it comes. */
function countWhatCame(value: unknown, isText: boolean, budget: FieldBudget): void {
  if (value instanceof Promise) {
    const came = (value: unknown) => countWhatCame(value, isText, budget);
    value.then(came, () => budget.spendOnError());
    return;
  }
  if (isText) budget.spendOnText(value);
  if (Array.isArray(value)) for (const one of value) if (one instanceof Error) budget.spendOnError();
}

/**
 * The least that a field can answer without an error. An execution cannot be stopped, and a hundred thousand errors take far
 * longer than the values would have.
 */
function emptyValue(type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return null;
  const { ofType } = type;
  if (isListType(ofType)) return [];
  if (isEnumType(ofType)) return ofType.getValues()[0]?.value;
  if (!isScalarType(ofType)) return {};
  return ofType.name === 'DateTime' ? new Date(0) : ofType.name === 'Boolean' ? false : 0;
}
