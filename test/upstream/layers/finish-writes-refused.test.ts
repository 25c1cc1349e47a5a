import { expect, test } from 'vitest';
import { finishWrites } from '../../../src/upstream/layers/finish-writes.js';
import { rateLimit } from '../../../src/upstream/layers/rate-limit.js';
import { Traffic } from '../../../src/upstream/layers/rate-limit/traffic.js';
import { compose } from '../../../src/upstream/send.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { failure, heldUpstream, rejection, request } from '../../support/upstream.js';

/** Writes of one client that can leave, one at a time, before a REST API that the test plays. */
function writing() {
  const clock = new FakeClock();
  const limit = { initial: 1, ceiling: 1 };
  const traffic = new Traffic({ laneOf: () => 'main', limits: () => limit, total: 10, queueLength: 10, clock });
  const { send, open, arrived } = heldUpstream();
  const ended: Promise<unknown>[] = [];
  const finish = finishWrites(async (_, end) => void ended.push(end));
  const layers = compose(finish, rateLimit(traffic))(send);
  const client = new AbortController();
  const write = (path: string) =>
    rejection(layers(request({ method: 'POST', path, signal: client.signal, deadline: () => clock.now() + 60_000 })));
  return { write, client, clock, open, arrived, ended };
}
const refusal = () => failure('RATE_LIMITED', { status: 429, retryAfter: 5 });

test('a change that is refused after its client has left is not sent again', async () => {
  const { write, client, clock, open, arrived, ended } = writing();
  const left = write('/1');
  await settle();
  client.abort();
  await left;
  open[0]!.fail(refusal());
  expect(await rejection(ended[0]!)).toMatchObject({ code: 'RATE_LIMITED', attempts: 1 });
  await clock.pass(10_000);
  expect(arrived).toEqual(['/1']);
});

test('nor is one that waits when its client leaves, whether it was refused or never sent', async () => {
  const { write, client, clock, open, arrived, ended } = writing();
  const left = [write('/1'), write('/2')];
  await settle();
  open[0]!.fail(refusal());
  await clock.pass(1000);
  client.abort();
  await Promise.all(left);
  await clock.pass(10_000);
  expect(arrived).toEqual(['/1']);
  const ends = await Promise.all(ended.map((end) => rejection(end)));
  expect(ends.map(({ cameToNothing }) => cameToNothing)).toEqual([true, true]);
});
