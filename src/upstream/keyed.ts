import { upsert } from './upsert.js';

/** Makes something for each key, once. */
export function keyed<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => upsert(made, key, () => make(key));
}
