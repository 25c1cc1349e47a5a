/**
 * What several tell, as it comes, until all have ended; of each no more than one value is taken ahead. Who races the next values
 * of all for each that comes leaves something behind with all that are long in coming: here each is listened to once.
 */
export async function* merged<T>(parts: readonly AsyncIterable<T>[]): AsyncGenerator<T, void, void> {
  const iterators = parts.map((part) => part[Symbol.asyncIterator]());
  const come: { iterator: AsyncIterator<T>; next: Promise<IteratorResult<T>> }[] = [];
  let wake = () => {};
  const ask = (iterator: AsyncIterator<T>) => {
    const next = iterator.next();
    const tell = () => {
      come.push({ iterator, next });
      wake();
    };
    next.then(tell, tell);
  };
  try {
    iterators.forEach(ask);
    for (let left = iterators.length; left > 0;) {
      const first = come.shift();
      if (!first) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const { done, value } = await first.next;
      if (done) left--;
      else {
        ask(first.iterator);
        yield value;
      }
    }
  } finally {
    for (const iterator of iterators) void iterator.return?.();
  }
}
