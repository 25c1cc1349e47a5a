import { expect, test } from 'vitest';
import { inBatches, listed } from '../../../src/graphql/changes/batches.js';
import { InputFault } from '../../../src/graphql/changes/input-fault.js';
import { failure } from '../../support/upstream.js';

const ids = (...given: string[]) => listed(given, (one) => one);
const names = { '': 'group', device_ids: 'devices' };

/** Sends in batches of two, the nth of which fails with the nth error. */
async function sent(all: string[], ...errors: (Error | null)[]) {
  const calls: string[][] = [];
  const send = async (batch: string[]) => {
    calls.push(batch);
    const error = errors[calls.length - 1];
    if (error) throw error;
  };
  const outcome = await inBatches(ids(...all), 2, send, names);
  return { ...outcome, calls };
}

const refusal = (message: string) => failure('BAD_USER_INPUT', { faults: [{ field: 'device_ids', message }] });

test('things are named once, in their order, and every fault among them is told', () => {
  expect(listed(['A', 'b', 'a'], (one) => one.toLowerCase())).toEqual([
    { id: 'a', given: 'A', place: 0 },
    { id: 'b', given: 'b', place: 1 },
  ]);
  const read = (one: string, place: number) => {
    if (one === 'bad') throw new InputFault('Bad.', ['devices', `${place}`]);
    return one;
  };
  const told = [0, 2].map((place) => expect.objectContaining({ field: ['devices', `${place}`] }));
  expect(() => listed(['bad', 'a', 'bad'], read)).toThrow(expect.objectContaining({ all: told }));
});

test('batches are sent one after the other', async () => {
  expect(await sent(['a', 'b', 'c'])).toEqual({
    calls: [['a', 'b'], ['c']],
    done: ['a', 'b', 'c'],
    failures: [],
    notSent: [],
    userErrors: [],
  });
});

test('no batch is sent of nothing', async () => {
  expect((await sent(['a', 'b'])).calls).toEqual([['a', 'b']]);
  expect((await sent([])).calls).toEqual([]);
});

test('a batch that is refused leaves the others alone, and a thing that is blamed is told by its place', async () => {
  const outcome = await sent(['a', 'b', 'c1', 'd', 'e'], null, refusal('Invalid pk "c1".'));
  expect(outcome).toMatchObject({
    calls: [['a', 'b'], ['c1', 'd'], ['e']],
    done: ['a', 'b', 'e'],
    failures: [{ ids: ['c1', 'd'], code: 'BAD_USER_INPUT', message: expect.any(String) }],
    notSent: [],
    userErrors: [{ field: ['devices', '2'], code: 'BAD_USER_INPUT', message: 'Invalid pk "c1".' }],
  });
});

test('a fault that blames nobody is told on the list', async () => {
  expect((await sent(['a', 'b'], refusal('No.'))).userErrors).toMatchObject([{ field: ['devices'], message: 'No.' }]);
});

test('a fault that blames a thing, and no field, is told as it is', async () => {
  const error = failure('BAD_USER_INPUT', { said: 'No device a.' });
  expect((await sent(['a', 'b'], error)).userErrors).toMatchObject([{ field: null, message: 'No device a.' }]);
});

test.each(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT', 'FORBIDDEN', 'RATE_LIMITED'] as const)(
  'after %s nothing more is sent, and what was done is told',
  async (code) => {
    expect(await sent(['a', 'b', 'c', 'd', 'e', 'f', 'g'], null, failure(code))).toMatchObject({
      calls: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      done: ['a', 'b'],
      failures: [{ ids: ['c', 'd'], code }],
      notSent: ['e', 'f', 'g'],
      userErrors: [],
    });
  },
);

test('a failure before anything was done is an error like any other', async () => {
  await expect(sent(['a', 'b', 'c'], failure('FORBIDDEN'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(sent(['a', 'b', 'c'], null, new Error('a fault of ours'))).rejects.toThrow('a fault of ours');
});
