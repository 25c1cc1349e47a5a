import { badRequest } from './refusals.js';

/** Reads the query as the web framework does: an empty value counts as none. */
export function given(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

export function list(query: URLSearchParams, name: string): string[] | undefined {
  return given(query, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const text = given(query, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw badRequest(name, 'Must be a valid boolean.');
}

export function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw badRequest(name, 'Enter a number.');
  return number;
}

export function number(query: URLSearchParams, name: string): number | undefined {
  const text = given(query, name);
  return text === undefined ? undefined : toNumber(name, text);
}

export function instant(query: URLSearchParams, name: string): number | undefined {
  const text = given(query, name);
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw badRequest(name, 'Enter a valid date/time.');
  return ms;
}

/** Tells what was made in the time that a query is about. When it was changed is not remembered, and taken for the same. */
export function createdWithin(query: URLSearchParams): (one: { readonly createdOn: number }) => boolean {
  const after = instant(query, 'created_on_gt') ?? instant(query, 'updated_on_gt') ?? -Infinity;
  const before = instant(query, 'created_on_lt') ?? instant(query, 'updated_on_lt') ?? Infinity;
  return ({ createdOn }) => createdOn > after && createdOn < before;
}

export function holds(text: string | null | undefined, part: string): boolean {
  return text?.toLowerCase().includes(part.toLowerCase()) ?? false;
}

export function same(text: string | null | undefined, other: string): boolean {
  return text?.toLowerCase() === other.toLowerCase();
}
