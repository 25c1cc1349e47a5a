import { isDeepStrictEqual } from 'node:util';

/** Cursors are each target's own business. */
const OPAQUE = new Set(['endCursor', 'startCursor', 'cursor']);

/** The data of an answer without its cursors. @param {any} data @returns {any} */
export function withoutCursors(data) {
  if (Array.isArray(data)) return data.map(withoutCursors);
  if (typeof data !== 'object' || data === null) return data;
  const kept = Object.entries(data).map(([key, value]) => [key, OPAQUE.has(key) ? '' : withoutCursors(value)]);
  return Object.fromEntries(kept);
}

/**
 * Where two answers first differ, in words; undefined when they are equal.
 * @param {any} one
 * @param {any} two
 * @returns {string | undefined}
 */
export function difference(one, two, path = 'data') {
  if (isDeepStrictEqual(one, two)) return undefined;
  const isTree = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null;
  if (!isTree(one) || !isTree(two)) return `${path}: ${JSON.stringify(one)} and ${JSON.stringify(two)}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
    const found = difference(one[key], two[key], `${path}.${key}`);
    if (found) return found;
  }
  return `${path}: not equal`;
}
