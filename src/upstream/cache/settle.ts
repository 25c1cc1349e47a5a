import { keep, LazyRecord } from '../json/lazy-record.js';

/**
 * Freezes a body, since everybody who asks for it shares it, and estimates the bytes it takes in memory: what V8 needs for
 * what JSON.parse makes. For pages of devices that is a fifth too much.
 */
export function settle(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value === 'number') return 8;
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof LazyRecord) return keep(value);
  Object.freeze(value);
  let bytes = 24;
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + settle(item);
    return bytes;
  }
  // A list of each record's values takes twice as long.
  for (const key in value) bytes += 8 + settle((value as Record<string, unknown>)[key]);
  return bytes;
}
