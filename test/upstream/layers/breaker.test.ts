import { expect, test } from 'vitest';
import { breaker } from '../../../src/upstream/layers/breaker.js';
import { Circuits } from '../../../src/upstream/layers/breaker/circuits.js';
import type { UpstreamRequest } from '../../../src/upstream/send.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { failure, heldUpstream, rejection, request } from '../../support/upstream.js';

const down = () => failure('UPSTREAM_UNAVAILABLE', { status: 503 });

/** A guarded upstream whose calls the test ends one by one. */
function guarded() {
  const clock = new FakeClock();
  const changes: string[] = [];
  const circuits = new Circuits({
    failureShare: 0.5,
    minimumCalls: 4,
    windowMs: 10_000,
    pauseMs: 5000,
    scopeOf: ({ route }) => route,
    onChange: (scope, state) => changes.push(`${scope} ${state}`),
    clock,
  });
  const { send, open, arrived } = heldUpstream();
  const guard = breaker(circuits)(send);
  const ask = (changes: Partial<UpstreamRequest> = {}) => {
    const promise = guard(request({ route: '/a', ...changes }));
    promise.catch(() => {});
    return promise;
  };
  /** One call that ends with an error, or well. */
  const call = async (error?: ReturnType<typeof failure>) => {
    const promise = ask();
    await settle();
    if (error) open[0]!.fail(error);
    else open[0]!.answer();
    await promise.catch(() => {});
  };
  const state = () => circuits.snapshot()['/a'];
  return { ask, call, state, clock, open, arrived, changes };
}

async function opened() {
  const guard = guarded();
  for (let i = 0; i < 4; i++) await guard.call(down());
  expect(guard.state()).toBe('open');
  return guard;
}

test('enough failures open it, and it says at once when the REST API is tried again', async () => {
  const { ask, arrived, clock } = await opened();
  await clock.pass(1500);
  const error = await rejection(ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', attempts: 0, detail: { retryAfter: 4 } });
  expect(error.message).toContain('Too many calls failed: none is sent before it has been tried again in 4 s.');
  expect(arrived).toHaveLength(4);
});

test('below the minimum of calls, or the share of failures, it stays closed', async () => {
  const { call, state } = guarded();
  for (let i = 0; i < 3; i++) await call(down());
  expect(state()).toBe('closed');
  for (let i = 0; i < 5; i++) await call();
  await call(down());
  expect(state()).toBe('closed');
  await call(down());
  expect(state()).toBe('open');
});

test('failures that are long past are forgotten', async () => {
  const { call, state, clock } = guarded();
  for (let i = 0; i < 3; i++) await call(down());
  await clock.pass(11_000);
  await call(down());
  expect(state()).toBe('closed');
});

test('refusals, client errors and clients who leave are no failures', async () => {
  const { call, ask, state, open } = guarded();
  for (let i = 0; i < 5; i++) await call(failure('RATE_LIMITED', { status: 429 }));
  for (let i = 0; i < 5; i++) await call(failure('NOT_FOUND', { status: 404 }));
  for (let i = 0; i < 20; i++) {
    const impatient = new AbortController();
    const left = rejection(ask({ signal: impatient.signal }));
    impatient.abort(failure('UPSTREAM_TIMEOUT'));
    await left;
  }
  expect(open).toEqual([]);
  expect(state()).toBe('closed');
  for (let i = 0; i < 10; i++) await call(failure('UPSTREAM_TIMEOUT'));
  expect(state()).toBe('open');
});

test('after the pause a single call tries; it closes the circuit when it goes well', async () => {
  const { ask, call, state, clock, open, arrived } = await opened();
  await clock.pass(5000);
  expect(state()).toBe('half-open');
  const probe = ask();
  expect((await rejection(ask())).detail.retryAfter).toBe(1);
  expect(arrived).toHaveLength(5);
  open[0]!.answer();
  await probe;
  expect(state()).toBe('closed');
  await call(down());
  expect(state()).toBe('closed');
});

test('a try that fails opens it for another pause, and one that is given up leaves it to the next', async () => {
  const { ask, call, state, clock, arrived } = await opened();
  await clock.pass(5000);
  await call(down());
  expect(state()).toBe('open');
  await clock.pass(5000);
  const impatient = new AbortController();
  const left = rejection(ask({ signal: impatient.signal }));
  impatient.abort();
  await left;
  await call();
  expect(state()).toBe('closed');
  expect(arrived).toHaveLength(7);
});

test('its opening and its closing are told once each, not the tries in between', async () => {
  const { call, clock, changes } = await opened();
  expect(changes).toEqual(['/a open']);
  await clock.pass(5000);
  await call(down());
  expect(changes).toEqual(['/a open']);
  await clock.pass(5000);
  await call();
  await call();
  expect(changes).toEqual(['/a open', '/a closed']);
});

test('calls that were sent before it opened do not close it, and other scopes go on', async () => {
  const { ask, call, state, open } = guarded();
  const early = ask();
  await settle();
  const [held] = open.splice(0, 1);
  for (let i = 0; i < 4; i++) await call(down());
  held!.answer();
  await early;
  expect(state()).toBe('open');
  const other = ask({ route: '/b' });
  await settle();
  open[0]!.answer();
  await other;
});
