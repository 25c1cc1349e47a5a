import { expect, test } from 'vitest';
import { CallerBudget } from '../../../../src/upstream/layers/rate-limit/budget.js';
import { everything } from '../../../../src/upstream/layers/rate-limit/share.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { failure } from '../../../support/upstream.js';

/** Eight calls may be under way. `end` has all that may be end together after 50 ms, and the pause after it pass, if any. */
function eight() {
  const clock = new FakeClock();
  const lane = new CallerBudget(clock, everything).lane('main', { initial: 8, ceiling: 8 });
  const end = async (error?: ReturnType<typeof failure>) => {
    const begunAt = clock.now();
    const underWay = lane.limit;
    for (let call = 0; call < underWay; call++) lane.began();
    await clock.pass(50);
    for (let call = 0; call < underWay; call++) lane.ended({ route: '/', begunAt, underWay, error });
    await clock.pass(1100);
    return lane.limit;
  };
  return { lane, end };
}
const refusal = () => failure('RATE_LIMITED', { status: 429, retryAfter: 1 });

test('when a pause was kept in vain, one call tries it after the next ones, until one is taken', async () => {
  const { end } = eight();
  expect([await end(refusal()), await end(refusal()), await end(refusal())]).toEqual([8, 1, 1]);
  expect(await end()).toBe(8);
});

test('whatever the REST API finds wrong with a call, it was taken, which no answer at all does not say', async () => {
  const { end } = eight();
  for (let pause = 0; pause < 2; pause++) await end(refusal());
  expect(await end(failure('UPSTREAM_UNAVAILABLE'))).toBe(1);
  expect(await end(failure('NOT_FOUND', { status: 404 }))).toBe(8);
});
