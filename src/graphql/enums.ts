/** Maps what upstream sends to a member of an enum, and what is not in it to UNKNOWN: a new word never breaks a query. */
export function known<T extends string>(...members: readonly T[]) {
  return (value: string): T | 'UNKNOWN' => members.find((member) => member === value) ?? 'UNKNOWN';
}

/** As `known`, with null for nothing. */
export function knownOrNull<T extends string>(...members: readonly T[]) {
  const member = known(...members);
  return (value: string | null | undefined): T | 'UNKNOWN' | null => (value ? member(value) : null);
}
