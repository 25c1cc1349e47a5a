import { badRequest } from './refusals.js';

const keysOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};

/** What a JSON body holds under a key; undefined when it holds nothing there. */
export const valueIn = (body: unknown, key: string): unknown => keysOf(body)[key];

/** Text under a key, in the words of the web framework when it is none. `byDefault` stands for a key that is missing. */
export function textIn(body: unknown, key: string, byDefault?: string): string {
  const value = valueIn(body, key) ?? byDefault;
  if (value === undefined) throw badRequest(key, 'This field is required.');
  if (typeof value !== 'string') throw badRequest(key, 'Not a valid string.');
  if (value.trim() === '') throw badRequest(key, 'This field may not be blank.');
  return value;
}

/** A list of ids or words under a key, each once. `byDefault` stands for a key that is missing. */
export function listIn(body: unknown, key: string, byDefault?: string[]): string[] {
  const value = valueIn(body, key) ?? byDefault;
  if (value === undefined) throw badRequest(key, 'This field is required.');
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw badRequest(key, 'Expected a list of items.');
  return [...new Set(value)];
}
