import { describe, expect, test } from 'vitest';
import { Cancellation, type CallSignal } from '../../src/upstream/cancellation.js';

/** Both ways to say that nobody waits any more: ours is to be taken for the platform's. */
const ways: [string, () => { signal: CallSignal; abort(reason?: unknown): void }][] = [
  [
    'AbortController',
    () => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
    },
  ],
  [
    'Cancellation',
    () => {
      const cancellation = new Cancellation();
      return { signal: cancellation, abort: (reason) => cancellation.abort(reason) };
    },
  ],
];

describe.each(ways)('%s', (_, make) => {
  test('tells those who listen once and in turn, with the first reason', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    for (const name of ['a', 'b']) signal.addEventListener('abort', () => told.push(name), { once: true });
    expect(signal.aborted).toBe(false);
    signal.throwIfAborted();
    abort('the first');
    abort('the second');
    expect([told, signal.aborted, signal.reason]).toEqual([['a', 'b'], true, 'the first']);
    expect(() => signal.throwIfAborted()).toThrow('the first');
  });

  test('does not tell those who have gone, also when they went while it was told, or who come too late', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const [gone, going] = [() => told.push('gone'), () => told.push('going')];
    signal.addEventListener('abort', gone);
    signal.addEventListener('abort', () => signal.removeEventListener('abort', going));
    signal.addEventListener('abort', going);
    signal.removeEventListener('abort', gone);
    abort();
    signal.addEventListener('abort', () => told.push('late'));
    expect(told).toEqual([]);
  });

  test('takes one who listens twice for one', () => {
    const { signal, abort } = make();
    let told = 0;
    const listener = () => told++;
    signal.addEventListener('abort', listener);
    signal.addEventListener('abort', listener);
    abort();
    expect(told).toBe(1);
  });
});
