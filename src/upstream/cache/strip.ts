/**
 * Takes every value out whose key is a secret, at any depth, in place: the body comes fresh from the wire and nobody else
 * holds it. The key stays, as undefined, which no JSON shows: deleting it would make the object slow to read ever after.
 */
export function strip(value: unknown, isSecret: (key: string) => boolean): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) strip(item, isSecret);
    return;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record)) {
    if (isSecret(key)) record[key] = undefined;
    else strip(record[key], isSecret);
  }
}
