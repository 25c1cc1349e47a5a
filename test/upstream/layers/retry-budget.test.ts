import { expect, test } from 'vitest';
import { RetryBudget } from '../../../src/upstream/layers/retry-budget.js';
import { FakeClock } from '../../support/fake-clock.js';

function taken(budget: RetryBudget, calls: number): number {
  let repeats = 0;
  for (let call = 0; call < calls; call++) {
    budget.called();
    if (budget.take()) repeats++;
  }
  return repeats;
}

test('in an outage a tenth of the calls is repeated, once what was saved is used up', () => {
  const budget = new RetryBudget({ share: 0.1, perSecond: 1, most: 20, clock: new FakeClock() });
  expect(taken(budget, 20)).toBe(20);
  taken(budget, 20);
  expect(taken(budget, 1000)).toBeCloseTo(100, -1);
});

test('with little traffic there is a repeat each second, and never more than may be saved', async () => {
  const clock = new FakeClock();
  const budget = new RetryBudget({ share: 0, perSecond: 1, most: 5, clock });
  expect(taken(budget, 9)).toBe(5);
  await clock.pass(1000);
  expect(taken(budget, 9)).toBe(1);
  await clock.pass(600_000);
  expect(taken(budget, 9)).toBe(5);
});
