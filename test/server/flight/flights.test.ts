import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Leaving } from '../../../src/server/flight/crowd.js';
import { Flights, type WholeAnswer } from '../../../src/server/flight/flights.js';

class Client extends EventEmitter implements Leaving {
  writableFinished = false;
  leave(): void {
    this.emit('close');
  }
}

function flights(maxBytes = 100_000) {
  let now = 0;
  const runs: {
    crowd: Leaving;
    gone: boolean;
    end: (seconds?: number, status?: number) => void;
    fail: (error: Error) => void;
  }[] = [];
  const all = new Flights({ maxBytes, now: () => now });
  const ask = (key: string | null = 'a', client = new Client(), joinMs?: number) =>
    all.answer(
      key,
      client,
      (crowd) =>
        new Promise<WholeAnswer>((resolve, reject) => {
          const run = {
            crowd,
            gone: false,
            end: (seconds = 0, status = 200) => {
              const headers = new Map([['cache-control', `private, max-age=${seconds}`]]);
              resolve({ status, headers, body: `answer ${runs.length}` });
            },
            fail: reject,
          };
          crowd.once('close', () => (run.gone = !crowd.writableFinished));
          runs.push(run);
        }),
      joinMs,
    );
  const pass = (ms: number) => (now += ms);
  return { all, runs, ask, pass };
}

test('who asks the same while it is under way gets the same answer', async () => {
  const { ask, runs } = flights();
  const [one, two, other] = [ask(), ask(), ask('b')];
  expect(runs).toHaveLength(2);
  for (const run of runs) run.end();
  expect([(await one).how, (await two).how, (await other).how]).toEqual(['executed', 'joined', 'executed']);
  expect([(await one).ageMs, (await two).ageMs]).toEqual([0, 0]);
  expect((await two).answer).toBe((await one).answer);
});

test('nobody joins what has been under way for too long, but what began instead of it', async () => {
  const { ask, runs, pass } = flights();
  const first = ask('a', undefined, 500);
  pass(499);
  void ask('a', undefined, 500);
  expect(runs).toHaveLength(1);
  pass(1);
  void ask('a', undefined, 500);
  expect(runs).toHaveLength(2);
  runs[0]!.end();
  await first;
  void ask('a', undefined, 500);
  expect(runs).toHaveLength(2);
});

test('without a key each is carried out by itself', async () => {
  const { ask, runs } = flights();
  void ask(null);
  void ask(null);
  expect(runs).toHaveLength(2);
});

test('it is given up when the last of those who wait has gone, and not before', async () => {
  const { ask, runs } = flights();
  const [one, two] = [new Client(), new Client()];
  void ask('a', one);
  void ask('a', two);
  one.leave();
  expect(runs[0]!.gone).toBe(false);
  two.leave();
  expect(runs[0]!.gone).toBe(true);
  void ask('a');
  expect(runs).toHaveLength(2);
});

test('it is not given up when one of those who have gone had got all of it', async () => {
  const { ask, runs } = flights();
  const [one, two] = [new Client(), new Client()];
  void ask('a', one);
  void ask('a', two);
  one.writableFinished = true;
  one.leave();
  two.leave();
  expect(runs[0]!.gone).toBe(false);
});

test('a failure is told to all who wait, and the next one begins anew', async () => {
  const { ask, runs } = flights();
  const both = [ask(), ask()];
  runs[0]!.fail(new Error('broken'));
  for (const one of both) await expect(one).rejects.toThrow('broken');
  void ask();
  expect(runs).toHaveLength(2);
});

test('an answer is kept for as long as it says, and tells its age', async () => {
  const { ask, runs, pass } = flights();
  const first = ask();
  runs[0]!.end(5);
  await first;
  pass(4999);
  expect(await ask()).toEqual({ answer: (await first).answer, how: 'kept', ageMs: 4999 });
  pass(1);
  void ask();
  expect(runs).toHaveLength(2);
});

test('what is no answer is not kept, whatever it says', async () => {
  const { ask, runs } = flights();
  const first = ask();
  runs[0]!.end(5, 503);
  await first;
  void ask();
  expect(runs).toHaveLength(2);
});

test('nothing is kept where there is no room for it', async () => {
  const { ask, runs } = flights(0);
  const first = ask();
  runs[0]!.end(5);
  await first;
  void ask();
  expect(runs).toHaveLength(2);
});

test('after a change nobody joins what began before it, and no answer from before it is kept', async () => {
  const { all, ask, runs } = flights();
  const early = ask();
  all.forget();
  const late = ask();
  expect(runs).toHaveLength(2);
  runs[0]!.end(5);
  await early;
  expect((await Promise.race([ask(), Promise.resolve('under way')])) as unknown).toBe('under way');
  runs[1]!.end(5);
  await late;
  expect((await ask()).how).toBe('kept');
  expect(runs).toHaveLength(2);
  all.forget();
  void ask();
  expect(runs).toHaveLength(3);
});
