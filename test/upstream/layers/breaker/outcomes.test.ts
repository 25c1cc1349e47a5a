import { expect, test } from 'vitest';
import { Outcomes } from '../../../../src/upstream/layers/breaker/outcomes.js';
import { FakeClock } from '../../../support/fake-clock.js';

test('calls are counted together and by caller, and forgotten a tenth of the window at a time', async () => {
  const clock = new FakeClock();
  const outcomes = new Outcomes(10_000, clock);
  outcomes.count('alice', false);
  outcomes.count('alice', true);
  await clock.pass(5000);
  outcomes.count('bob', true);
  expect(outcomes.total).toEqual({ calls: 3, failed: 2 });
  expect(Object.fromEntries(outcomes.callers)).toEqual({
    alice: { calls: 2, failed: 1 },
    bob: { calls: 1, failed: 1 },
  });
  await clock.pass(5000);
  outcomes.count('bob', false);
  expect(outcomes.total).toEqual({ calls: 2, failed: 1 });
  expect(Object.fromEntries(outcomes.callers)).toEqual({ bob: { calls: 2, failed: 1 } });
  outcomes.clear();
  expect(outcomes.total).toEqual({ calls: 0, failed: 0 });
  expect(outcomes.callers.size).toBe(0);
});
