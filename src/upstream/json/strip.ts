/** Levels a body may have. Real ones have a dozen; one of thousands would break whoever walks through it. */
export const DEEPEST = 200;

/**
 * Takes every value out whose key is a secret, at any depth, in place: the value comes fresh from the wire and nobody else
 * holds it. The key stays, as undefined, which no JSON shows: deleting it would make the object slow to read ever after.
 * Throws RangeError for a value that is nested too deep.
 */
export function strip(value: unknown, isSecret: (key: string) => boolean, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= DEEPEST) throw new RangeError(`nested more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) {
    for (const item of value) strip(item, isSecret, depth + 1);
    return;
  }
  const record = value as Record<string, unknown>;
  // Object.keys makes a list of each record's keys, and takes five times as long.
  for (const key in record) {
    if (isSecret(key)) record[key] = undefined;
    else if (typeof record[key] === 'object') strip(record[key], isSecret, depth + 1);
  }
}
