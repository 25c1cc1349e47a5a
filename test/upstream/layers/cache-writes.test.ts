import { expect, test } from 'vitest';
import type { Answer } from '../../../src/upstream/send.js';
import { bob, cached, other, otherThing } from '../../support/cached.js';
import { settle } from '../../support/fake-clock.js';
import { answered, failure, rejection } from '../../support/upstream.js';

const write = { method: 'PATCH', body: {} } as const;

test('a write makes every caller forget what it may have changed, and nothing else', async () => {
  const { number, ask } = cached();
  expect([await number(), await number(bob), await number(otherThing), await number(other)]).toEqual([1, 2, 3, 4]);
  await ask(write);
  expect([await number(), await number(bob), await number(otherThing), await number(other)]).toEqual([6, 7, 8, 4]);
});

test('one thing can be forgotten by its id', async () => {
  const { number, ask, store } = cached();
  const second = { ...other, path: '/others/2' };
  expect([await number(other), await number(second), await number()]).toEqual([1, 2, 3]);
  await ask({ ...other, ...write });
  expect([await number(other), await number(second)]).toEqual([5, 2]);
  await store.invalidate(['thing:1']);
  expect(await number()).toBe(6);
});

test('an answer that was asked for before and comes after is not kept', async () => {
  const { ask, number, replies } = cached();
  let arrive: (answer: Answer) => void = () => {};
  replies.push(new Promise((resolve) => (arrive = resolve)));
  const early = ask();
  await settle();
  await ask(write);
  arrive({ ...answered, body: { n: 'overtaken' } });
  expect((await early).body).toEqual({ n: 'overtaken' });
  expect(await number()).toBe(3);
});

test('a write is never answered from the cache, nor kept', async () => {
  const { number } = cached();
  expect([await number({ ...write }), await number({ ...write }), await number()]).toEqual([1, 2, 3]);
});

test.each([
  ['BAD_USER_INPUT', 400, true],
  ['NOT_FOUND', 404, true],
  ['UPSTREAM_UNAVAILABLE', 503, false],
  ['UPSTREAM_TIMEOUT', undefined, false],
] as const)('a write that ends with %s (%s) leaves what is kept: %s', async (code, status, isKept) => {
  const { number, ask, replies } = cached();
  await number();
  replies.push(failure(code, { status }));
  expect((await rejection(ask(write))).code).toBe(code);
  expect(await number()).toBe(isKept ? 1 : 3);
});
