/**
 * What the promise gives, if it does within `ms` milliseconds; throws otherwise. The promise's own end is then ignored.
 * An answer that has already come in counts, also when this process was too busy to look: hence the turn after the time is up.
 */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer in ${ms} ms`));
    const timer = setTimeout(() => setImmediate(late), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
