import { badUserInput } from '../errors.js';

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/**
 * Throws BAD_USER_INPUT for a filter that holds an empty text or an empty list: Esper takes those for no filter at all, and
 * would list everything. `parts` are the fields that look for a part of a text, which the empty one is of every text.
 */
export function refuseEmpty<F extends object>(filter: F | null | undefined, ...parts: (keyof F & string)[]): void {
  for (const [name, value] of Object.entries(filter ?? {})) {
    if (isBlank(value) && !parts.some((part) => part === name))
      throw badUserInput(`"${name}" is empty: give the whole value to look for, or leave it out.`);
    if (!Array.isArray(value)) continue;
    if (value.length === 0) throw badUserInput(`"${name}" is empty: name at least one, or leave it out.`);
    if (value.some(isBlank)) throw badUserInput(`"${name}" holds an empty text: name something, or leave it out.`);
  }
}

/** Throws BAD_USER_INPUT where one of these fields of a filter is UNKNOWN, which stands for words that nobody knows. */
export function refuseUnknown<F extends object>(filter: F | null | undefined, ...fields: (keyof F & string)[]): void {
  const unknown = fields.find((field) => filter?.[field] === 'UNKNOWN');
  if (unknown) throw badUserInput(`"${unknown}" cannot be UNKNOWN in a filter.`);
}

/** Many values as one, which Esper takes apart at the commas. Throws BAD_USER_INPUT for a value that holds one. */
export function csv(name: string, values: readonly string[] | null | undefined): string | undefined {
  const parted = values?.find((value) => value.includes(','));
  if (parted === undefined) return values?.join(',');
  throw badUserInput(`"${name}" holds "${parted.slice(0, 60)}": what has a comma in it cannot be asked for.`);
}
