import { expect, test } from 'vitest';
import { callBudget } from '../../../src/upstream/layers/call-budget.js';
import { answered, rejection, request } from '../../support/upstream.js';

test('as many calls as allowed are let through, and every other is refused without being sent', async () => {
  let sent = 0;
  const send = callBudget(2)(async () => {
    sent++;
    return answered;
  });
  await send(request());
  await send(request());
  for (const _ of [1, 2]) {
    const error = await rejection(send(request()));
    expect(error).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      attempts: 0,
      detail: { limit: { name: 'LIMIT_COST_CALLS', most: 2 } },
      message: expect.stringContaining(
        'LIMIT_COST_CALLS allows 2. Ask for less, or in several queries. (GET /things/{id})',
      ),
    });
  }
  expect(sent).toBe(2);
});
