import { expect, test } from 'vitest';
import type { SentCall } from '../../../src/telemetry/sent-call.js';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { measure } from '../../../src/upstream/layers/measure.js';
import type { Send, UpstreamRequest } from '../../../src/upstream/send.js';
import { answered, failure, request } from '../../support/upstream.js';

/** What is told of a call that ends like this. */
async function told(end: Send, changes: Partial<UpstreamRequest> = {}): Promise<SentCall[]> {
  const seen: SentCall[] = [];
  const send = measure((call) => void seen.push(call))(end);
  await send(request(changes)).catch((error: unknown) => expect(error).toBeInstanceOf(UpstreamError));
  return seen;
}
const fails = (error: UpstreamError) => async () => {
  throw error;
};

test.each<[string, Send]>([
  ['200', async () => answered],
  ['404', fails(failure('NOT_FOUND', { status: 404 }))],
  ['503', fails(failure('UPSTREAM_UNAVAILABLE', { status: 503 }))],
  ['timeout', fails(failure('UPSTREAM_TIMEOUT'))],
  ['unreachable', fails(failure('UPSTREAM_UNAVAILABLE'))],
  ['unreadable', fails(failure('UPSTREAM_MALFORMED'))],
  ['cancelled', fails(failure('CANCELLED'))],
])('a call that ends with %s is told as that, once', async (status, end) => {
  expect(await told(end)).toEqual([
    { method: 'GET', route: '/things/{id}', status, attempt: 1, ms: expect.any(Number) },
  ]);
});

test('a call given up by who asked is cancelled, whatever its error says', async () => {
  const signal = AbortSignal.abort();
  expect(await told(fails(failure('UPSTREAM_TIMEOUT')), { signal })).toMatchObject([{ status: 'cancelled' }]);
});

test('which attempt it was is told, and everybody who listens', async () => {
  const counts = [0, 0];
  const send = measure(
    ({ attempt }) => (counts[0] = attempt),
    ({ attempt }) => (counts[1] = attempt),
  )(async () => answered);
  await send(request({ attempt: 3 }));
  expect(counts).toEqual([3, 3]);
});
