/**
 * Goes on with a value at once when it is here, else when it has come. A resolver that waits for what is at hand makes
 * graphql-js wait as well, for every field of every row.
 */
export function after<T, U>(value: T | Promise<T>, next: (value: T) => U): U | Promise<Awaited<U>> {
  return value instanceof Promise ? (value.then(next) as Promise<Awaited<U>>) : next(value);
}
