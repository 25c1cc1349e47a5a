/**
 * Goes on with a value at once when it is here, else when it has come. A resolver that waits for what is at hand makes
 * the executor wait as well, for every field of every row. What `next` needs besides can be `given` to it, so that it need not
 * be a function made anew for every row.
 */
export function after<T, U, G extends unknown[]>(
  value: T | Promise<T>,
  next: (value: T, ...given: G) => U,
  ...given: G
): U | Promise<Awaited<U>> {
  return value instanceof Promise ? later(value, next, given) : next(value, ...given);
}

function later<T, U, G extends unknown[]>(value: Promise<T>, next: (value: T, ...given: G) => U, given: G) {
  return value.then((came) => next(came, ...given)) as Promise<Awaited<U>>;
}
