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

/** How deep JSON may be nested that a client sends: whoever goes through it does so by calling itself. */
const MOST_LEVELS = 100;

/** Any JSON, given out as it came. */
export const JSON = new GraphQLScalarType({
  name: 'JSON',
  parseValue: (value) => {
    if (!isDeeper(value, MOST_LEVELS)) return value;
    throw new GraphQLError(`JSON cannot represent what is nested more than ${MOST_LEVELS} deep.`);
  },
});

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** An instant as Esper mostly sends it, and as Date reads it. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A day, or a day and a time that may lack seconds and, as everything is in UTC, the zone. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

function instant(value: unknown): Date {
  if (typeof value === 'string' && USUAL.test(value)) return valid(new Date(value), value);
  const [text, time, , , zone] = typeof value === 'string' ? (ISO.exec(value) ?? []) : [];
  const date = value instanceof Date ? value : new Date(text && time && !zone ? `${text}Z` : (text ?? NaN));
  return valid(date, value);
}

/** Whether a text names a day its month lacks, or the hour after a day's last: Date takes them for ones of the next. */
function isOver(text: string): boolean {
  const day = text.slice(8, 10);
  return text.slice(11, 13) === '24' || (day > '28' && new Date(text.slice(0, 10)).getUTCDate() !== Number(day));
}

function valid(date: Date, value: unknown): Date {
  if (!Number.isNaN(date.getTime()) && !(typeof value === 'string' && isOver(value))) return date;
  throw new GraphQLError(`DateTime cannot represent "${String(value)}": write it as in 2026-01-31T12:00:00Z.`);
}
