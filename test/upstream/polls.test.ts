import { expect, test } from 'vitest';
import { Polls } from '../../src/upstream/polls.js';
import { FakeClock, settle } from '../support/fake-clock.js';
import { failure } from '../support/upstream.js';

/** Something that is polled, and whoever watches it. */
function watched() {
  const clock = new FakeClock();
  const polls = new Polls({ firstMs: 100, mostMs: 300, clock });
  const asked: number[] = [];
  const thing = { value: 1 as number | Error, isReady: Promise.resolve() };
  const poll = {
    key: 'thing',
    ask: async () => {
      asked.push(clock.now());
      await thing.isReady;
      if (thing.value instanceof Error) throw thing.value;
      return thing.value;
    },
    isDone: (value: number) => value === 9,
  };
  const watch = () => {
    const controller = new AbortController();
    const told: unknown[] = [];
    const ended = (async () => {
      for await (const value of polls.watch(poll, controller.signal)) told.push(value);
    })().then(
      () => told.push('end'),
      (error: Error) => told.push(error),
    );
    return { told, ended, leave: () => controller.abort() };
  };
  return { clock, thing, asked, watch };
}

test('is asked for less and less often while nothing changes, and quickly again when something did', async () => {
  const { clock, thing, asked, watch } = watched();
  const one = watch();
  await clock.pass(1000);
  expect(asked.map((at) => at - 1000)).toEqual([0, 100, 250, 475, 775]);
  thing.value = 2;
  await clock.pass(175);
  expect(asked.map((at) => at - 1000).slice(-2)).toEqual([1075, 1175]);
  expect(one.told).toEqual([1, 2]);
});

test('many watch by one poller, and whoever comes late is told what is known and has it asked for anew', async () => {
  const { clock, asked, watch } = watched();
  const early = Array.from({ length: 10 }, watch);
  await clock.pass(500);
  expect(asked.length).toBe(4);
  const late = watch();
  await settle();
  expect(asked.length).toBe(5);
  expect(late.told).toEqual([1]);
  for (const { told } of early) expect(told).toEqual([1]);
  expect(clock.pending).toBe(1);
});

test('ends for all when it is done, and for one who leaves', async () => {
  const { clock, thing, watch } = watched();
  const [one, other] = [watch(), watch()];
  await clock.pass(0);
  one.leave();
  await one.ended;
  expect(one.told).toEqual([1, 'end']);
  thing.value = 9;
  await clock.pass(100);
  await other.ended;
  expect(other.told).toEqual([1, 9, 'end']);
  expect(clock.pending).toBe(0);
});

test('nobody asks when the last has left, even in the middle of a question', async () => {
  const { clock, thing, asked, watch } = watched();
  let answer = () => {};
  thing.isReady = new Promise((resolve) => (answer = resolve));
  const one = watch();
  one.leave();
  await one.ended;
  answer();
  await clock.pass(1000);
  expect([asked.length, clock.pending]).toEqual([1, 0]);
});

test('what fails in passing is waited through, five times in a row; what is refused is told at once', async () => {
  const { clock, thing, watch } = watched();
  const one = watch();
  await clock.pass(0);
  thing.value = failure('UPSTREAM_UNAVAILABLE');
  await clock.pass(1000);
  expect(one.told).toEqual([1]);
  thing.value = 2;
  await clock.pass(300);
  thing.value = failure('UPSTREAM_UNAVAILABLE');
  await clock.pass(2000);
  expect(one.told).toEqual([1, 2, thing.value]);

  const other = watched();
  other.thing.value = failure('FORBIDDEN');
  const refused = other.watch();
  await refused.ended;
  expect(refused.told).toEqual([other.thing.value]);
  expect(other.clock.pending).toBe(0);
});
