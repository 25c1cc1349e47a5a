import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { merged } from '../../src/graphql/merged.js';
import { settle } from '../support/fake-clock.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

async function* numbers(from: number, to: number) {
  for (let number = from; number < to; number++) yield { number };
}

/** One whose next value is this. */
const next = (value: Promise<never>) => ({ [Symbol.asyncIterator]: () => ({ next: () => value }) });
const silent = () => next(new Promise(() => {}));

const all = async (parts: AsyncIterable<{ number: number }>[]) => {
  const found: number[] = [];
  for await (const { number } of merged(parts)) found.push(number);
  return found;
};

test('what several tell comes until all have ended, and in the order of each', async () => {
  const found = await all([numbers(0, 3), numbers(10, 15), numbers(0, 0)]);
  expect(found.filter((number) => number < 10)).toEqual([0, 1, 2]);
  expect(found.filter((number) => number >= 10)).toEqual([10, 11, 12, 13, 14]);
  expect(await all([])).toEqual([]);
});

test('one that fails ends it', async () => {
  await expect(all([silent(), numbers(0, 3), next(Promise.reject(new Error('no more')))])).rejects.toThrow('no more');
});

test('who leaves has all of them end', async () => {
  const ended: string[] = [];
  const part = async function* (name: string) {
    try {
      for (let count = 0; count < 100; count++) yield name;
    } finally {
      ended.push(name);
    }
  };
  for await (const _ of merged([part('one'), part('two')])) break;
  await settle();
  expect(ended.toSorted()).toEqual(['one', 'two']);
});

test('nothing of what came is kept, though another says nothing for long', async () => {
  const told: WeakRef<object>[] = [];
  const going = merged<{ number: number }>([silent(), numbers(0, 100)]);
  for (let count = 0; count < 100; count++) told.push(new WeakRef((await going.next()).value as object));
  await settle();
  gc();
  // The last may still be in somebody's hands.
  expect(told.filter((one) => one.deref()).length).toBeLessThan(5);
});
