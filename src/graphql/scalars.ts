import { GraphQLError, GraphQLScalarType } from 'graphql';

/**
 * Instants, given out as ISO 8601 in UTC with milliseconds.
 * Esper: sends microseconds with Z, fractions with a numeric offset, and minutes only, for the same kind of value.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => instant(value).toISOString(),
  parseValue: (value) => instant(value),
});

/** Any JSON, given out as it came. */
export const JSON = new GraphQLScalarType({ name: 'JSON' });

function instant(value: unknown): Date {
  const date = new Date(typeof value === 'string' || value instanceof Date ? value : NaN);
  if (Number.isNaN(date.getTime())) {
    throw new GraphQLError(`"${String(value)}" is no instant: write it as in 2026-01-31T12:00:00Z.`);
  }
  return date;
}
