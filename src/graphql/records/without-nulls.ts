/** What stands in a list that may be null, and may hold nulls: the REST API sends both where it has nothing to say. */
export const withoutNulls = <T>(list: readonly T[] | null | undefined): NonNullable<T>[] =>
  (list ?? []).filter((one) => one !== null && one !== undefined);
