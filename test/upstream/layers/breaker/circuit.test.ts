import { expect, test } from 'vitest';
import { Circuit } from '../../../../src/upstream/layers/breaker/circuit.js';
import { FakeClock } from '../../../support/fake-clock.js';

/** A circuit that opens when half of 20 calls fail, for a second. `call` sends so many calls of a caller, where it may, that end so. */
function guarded() {
  const clock = new FakeClock();
  const changes: string[] = [];
  const options = { failureShare: 0.5, minimumCalls: 20, windowMs: 10_000, pauseMs: 1000 };
  const circuit = new Circuit(options, clock, (state) => changes.push(state));
  const call = (caller: string, how: 'well' | 'badly' | 'unknown', times = 1) => {
    for (let n = 0; n < times && circuit.closedFor(caller) === 0; n++) {
      circuit.ended(caller, circuit.begin(caller), how);
    }
  };
  const isOpenFor = (...callers: string[]) => callers.map((caller) => circuit.closedFor(caller) > 0);
  return { circuit, clock, changes, call, isOpenFor };
}

test('while others are served well, one whose calls fail stops nobody, however many those are', () => {
  const { circuit, call, changes } = guarded();
  call('bob', 'well');
  call('mallory', 'badly', 1000);
  expect([circuit.state, changes]).toEqual(['closed', []]);
});

test('when the calls of another fail as well, none of anybody is sent', () => {
  const { call, isOpenFor, changes } = guarded();
  call('bob', 'badly');
  call('alice', 'badly', 18);
  expect(isOpenFor('alice', 'bob', 'carol')).toEqual([false, false, false]);
  call('alice', 'badly');
  expect(isOpenFor('alice', 'bob', 'carol')).toEqual([true, true, true]);
  expect(changes).toEqual(['open']);
});

test('many who ask seldom are stopped as soon as one who asks often', () => {
  const { call, circuit } = guarded();
  for (let n = 0; n < 19; n++) call(`caller ${n}`, 'badly');
  expect(circuit.state).toBe('closed');
  call('caller 19', 'badly');
  expect(circuit.state).toBe('open');
});

test('of the others as large a share must see their calls fail, each counting for one', () => {
  const { call, circuit } = guarded();
  for (const caller of ['bob', 'carol', 'dave']) call(caller, 'well');
  call('mallory', 'badly', 100);
  call('his other key', 'badly', 100);
  expect(circuit.state).toBe('closed');
  call('bob', 'badly');
  expect(circuit.state).toBe('open');
});

test('who asked longer ago than calls are remembered does not count', async () => {
  const { call, circuit, clock } = guarded();
  call('bob', 'well');
  call('alice', 'badly', 100);
  await clock.pass(9000);
  call('alice', 'badly', 20);
  expect(circuit.state).toBe('closed');
  await clock.pass(2000);
  call('alice', 'badly');
  expect(circuit.state).toBe('open');
});

test('while nobody else asks it opens for the one who does; a call of another that goes well closes it', () => {
  const { call, circuit, isOpenFor, changes } = guarded();
  call('mallory', 'badly', 20);
  expect(isOpenFor('mallory', 'bob')).toEqual([true, false]);
  call('bob', 'unknown');
  expect(circuit.state).toBe('open');
  call('bob', 'well');
  expect(circuit.state).toBe('closed');
  call('mallory', 'badly', 100);
  expect([circuit.state, changes]).toEqual(['closed', ['open', 'closed']]);
});

test('and a call of another that fails opens it for all', () => {
  const { call, isOpenFor, changes } = guarded();
  call('alice', 'badly', 20);
  call('bob', 'badly');
  expect(isOpenFor('alice', 'bob', 'carol')).toEqual([true, true, true]);
  expect(changes).toEqual(['open']);
});

test('when another decides while the one tries, that try does not count any more, and the next one may be made', async () => {
  const { call, circuit, clock, isOpenFor } = guarded();
  call('alice', 'badly', 20);
  await clock.pass(1000);
  const tries = circuit.begin('alice');
  expect(isOpenFor('alice')).toEqual([true]);
  call('bob', 'badly');
  circuit.ended('alice', tries, 'well');
  expect(circuit.state).toBe('open');
  await clock.pass(1000);
  expect(isOpenFor('alice')).toEqual([false]);
  call('alice', 'well');
  expect(circuit.state).toBe('closed');
});

test('one try is made after each pause, whoever asks, and whose try failed lets others go first', async () => {
  const { call, circuit, clock, isOpenFor } = guarded();
  call('bob', 'badly', 10);
  call('mallory', 'badly', 10);
  await clock.pass(1000);
  const tries = circuit.begin('mallory');
  expect(isOpenFor('mallory', 'bob', 'carol')).toEqual([true, true, true]);
  circuit.ended('mallory', tries, 'badly');
  await clock.pass(1000);
  expect(isOpenFor('mallory', 'bob')).toEqual([true, false]);
  await clock.pass(200);
  expect(isOpenFor('mallory', 'bob')).toEqual([false, false]);
  call('bob', 'well');
  expect(isOpenFor('mallory', 'bob')).toEqual([false, false]);
  expect(circuit.state).toBe('closed');
});

test('how calls end that began before it opened does not count, even when it is closed again', async () => {
  const { call, circuit, clock } = guarded();
  const slow = ['carol', 'dave'].map((caller) => ({ caller, began: circuit.begin(caller) }));
  for (const caller of ['alice', 'bob']) call(caller, 'badly', 10);
  await clock.pass(1000);
  call('alice', 'well');
  for (const { caller, began } of slow) for (let n = 0; n < 20; n++) circuit.ended(caller, began, 'badly');
  expect(circuit.state).toBe('closed');
});
