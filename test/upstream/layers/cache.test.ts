import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/upstream/send.js';
import { bob, cached, otherThing } from '../../support/cached.js';
import { settle } from '../../support/fake-clock.js';
import { answered, failure, rejection } from '../../support/upstream.js';

describe('reading', () => {
  test('an answer is used again while fresh, and says for how long it still is', async () => {
    const { ask, pass, seen } = cached();
    expect(await ask()).toMatchObject({ source: 'network', attempts: 1, freshForMs: 1000 });
    pass(999);
    expect(await ask()).toMatchObject({ status: 200, body: { n: 1 }, source: 'cache', attempts: 0, freshForMs: 1 });
    expect(seen).toHaveLength(1);
  });

  test('another caller, another path and another query ask for themselves', async () => {
    const { number } = cached();
    expect(await number()).toBe(1);
    expect(await number(bob)).toBe(2);
    expect(await number(otherThing)).toBe(3);
    expect(await number({ path: '/things/1?limit=1' })).toBe(4);
    expect([await number(bob), await number()]).toEqual([2, 1]);
  });

  test('what no policy allows is never kept', async () => {
    const { number, ask, counts } = cached();
    expect(await number({ route: '/unheard-of' })).toBe(1);
    expect(await number({ route: '/unheard-of' })).toBe(2);
    expect((await ask({ route: '/unheard-of' })).freshForMs).toBe(0);
    expect(counts).toMatchObject({ bypassed: 3, missed: 0 });
  });

  test('of what the REST API has told is said, that it is not there or not for this caller included, and of nothing else', async () => {
    const { number, ask, replies, told } = cached();
    await number();
    await number(); // from what is kept
    expect(told).toEqual(['/things/1']);
    for (const [at, code] of (
      ['NOT_FOUND', 'FORBIDDEN', 'UPSTREAM_UNAVAILABLE', 'UNAUTHENTICATED'] as const
    ).entries()) {
      replies.push(failure(code));
      await rejection(ask({ path: `/things/1${at}` }));
    }
    expect(told.slice(1)).toEqual(['/things/10', '/things/11']);
  });

  test('who wants fresh data gets it, and what is got is kept for the others', async () => {
    const { number, replies, ask } = cached();
    expect(await number()).toBe(1);
    expect(await number({ fresh: true })).toBe(2);
    expect(await number()).toBe(2);
    replies.push(failure('UPSTREAM_UNAVAILABLE'));
    expect((await rejection(ask({ fresh: true }))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});

test('the news that there is no such thing is not believed for longer, whatever a store still has', async () => {
  const { store, number, pass } = cached();
  const write = await store.writer();
  await write('a /things/1', { status: 404, body: null, at: 1_000_000, freshMs: 500, lifeMs: 10_000 });
  pass(600);
  expect(await number()).toBe(1);
});

describe('a scan', () => {
  test('is answered by what is kept, and adds nothing to it that is soon of no use', async () => {
    const { number, store, counts } = cached();
    expect([await number({ scan: true }), await number({ scan: true })]).toEqual([1, 2]);
    expect(store.bytes).toBe(0);
    expect([await number(), await number({ scan: true })]).toEqual([3, 3]);
    expect(counts).toMatchObject({ missed: 3, fresh: 1 });
  });

  test('adds what stays good for long', async () => {
    const { number } = cached();
    const slow = { route: '/slow/{id}', path: '/slow/1', scan: true };
    expect([await number(slow), await number(slow)]).toEqual([1, 1]);
  });
});

describe('what is stale', () => {
  test('is served at once, while one call that nobody can cancel fetches the next', async () => {
    const { number, pass, seen, replies, counts, ask } = cached();
    await number();
    pass(1500);
    let arrive: (answer: Answer) => void = () => {};
    replies.push(new Promise((resolve) => (arrive = resolve)));
    const controller = new AbortController();
    const asked = { signal: controller.signal, deadline: () => 0, askedBy: new Set(['device']), operation: {} };
    expect(await ask(asked)).toMatchObject({ body: { n: 1 }, source: 'cache', freshForMs: 0 });
    expect(await number()).toBe(1);
    controller.abort();
    expect(seen).toHaveLength(2);
    expect(Object.keys(seen[1]!).sort().join(' ')).toBe('caller client deadline method path priority route');
    arrive({ ...answered, body: { n: 'next' } });
    await settle();
    expect(await number()).toBe('next');
    expect(counts).toMatchObject({ fresh: 1, stale: 2, missed: 1, refreshFailed: 0 });
  });

  test('is not served to who rather waits, unless there is nothing else', async () => {
    const { number, pass, replies, counts } = cached();
    await number();
    pass(1500);
    expect(await number({ patient: true })).toBe(2);
    pass(1500);
    replies.push(failure('UPSTREAM_UNAVAILABLE'));
    expect(await number({ patient: true })).toBe(2);
    expect(counts).toMatchObject({ stale: 0, rescued: 1 });
  });

  test('is served on when the next does not come, and asked for again', async () => {
    const { number, pass, replies, counts } = cached();
    await number();
    pass(1500);
    replies.push(failure('UPSTREAM_MALFORMED'));
    expect(await number()).toBe(1);
    await settle();
    expect(counts.refreshFailed).toBe(1);
    expect(await number()).toBe(1);
    await settle();
    expect(await number()).toBe(3);
  });

  test('is not served any more when the background call finds the key withdrawn or the right gone', async () => {
    for (const code of ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const) {
      const { number, ask, pass, replies } = cached();
      await number();
      pass(1500);
      replies.push(failure(code), failure(code));
      expect(await number()).toBe(1);
      await settle();
      expect((await rejection(ask())).code).toBe(code);
    }
  });

  test('is too old to be served at once after its time, and is asked for', async () => {
    const { number, pass } = cached();
    await number();
    pass(3000);
    expect(await number()).toBe(2);
  });
});

describe('when the REST API fails', () => {
  test.each(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT', 'RATE_LIMITED'] as const)(
    '%s is answered with what is still known',
    async (code) => {
      const { number, ask, pass, replies, counts } = cached();
      await number();
      pass(10_999);
      replies.push(Object.assign(failure(code), { attempts: 3, waitedMs: 40 }));
      expect(await ask()).toMatchObject({ body: { n: 1 }, source: 'cache', attempts: 0, waitedMs: 40, freshForMs: 0 });
      expect(counts.rescued).toBe(1);
      pass(1);
      replies.push(failure(code));
      expect((await rejection(ask())).code).toBe(code);
    },
  );

  test('who has it to fall back on waits for a newer one no longer than that is worth', async () => {
    const { ask, pass, patience, seen } = cached();
    const deadline = () => 1_100_000;
    await ask({ deadline });
    expect(patience()).toBe(100_000);
    pass(3500);
    await ask({ deadline });
    expect(patience()).toBe(5000);
    pass(3500);
    await ask({ deadline: () => 1_008_000 });
    expect(patience()).toBe(1000);
    pass(3500);
    await ask({ deadline, patient: true });
    expect(patience()).toBe(100_000 - 3 * 3500);
    await ask({ deadline, path: '/things/2', hasSpare: true });
    expect(patience()).toBe(5000);
    pass(11_001);
    await ask({ deadline });
    expect(patience()).toBe(100_000 - 3 * 3500 - 11_001);
    expect(seen).toHaveLength(6);
  });

  test('who asks for a rescue is given what is still known, though it is stale, without a call', async () => {
    const { ask, number, pass, seen, counts } = cached();
    expect(await number({ rescue: true })).toBe(1);
    pass(10_999);
    expect(await ask({ rescue: true })).toMatchObject({ body: { n: 1 }, source: 'cache', attempts: 0, freshForMs: 0 });
    expect({ calls: seen.length, rescued: counts.rescued }).toEqual({ calls: 1, rescued: 1 });
  });

  test.each(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'UPSTREAM_MALFORMED', 'CANCELLED'] as const)(
    '%s is told, and not kept',
    async (code) => {
      const { number, ask, pass, replies } = cached();
      await number();
      pass(3500);
      replies.push(failure(code));
      expect(await rejection(ask())).toMatchObject({ code, source: 'network', freshForMs: 0 });
      expect(await number()).toBe(3);
    },
  );

  test('that something is not there is believed for a while, for this caller', async () => {
    const { number, ask, pass, replies, seen } = cached();
    replies.push(failure('NOT_FOUND', { status: 404, said: 'Not found.' }));
    expect(await rejection(ask())).toMatchObject({ code: 'NOT_FOUND', source: 'network', freshForMs: 500 });
    pass(400);
    const again = await rejection(ask());
    expect(again).toMatchObject({ code: 'NOT_FOUND', source: 'cache', attempts: 0, freshForMs: 100 });
    expect(again.detail).toEqual({ call: 'GET /things/{id}', status: 404 });
    expect(seen).toHaveLength(1);
    expect(await number(bob)).toBe(2);
    pass(100);
    expect(await number()).toBe(3);
  });

  test('a key that is refused loses all that was kept for it, others lose nothing', async () => {
    const { number, ask, replies, counts } = cached();
    await number();
    await number(bob);
    replies.push(failure('UNAUTHENTICATED', { status: 401 }));
    await rejection(ask(otherThing));
    replies.push(failure('UNAUTHENTICATED', { status: 401 }));
    await rejection(ask(otherThing)); // by now nothing is kept for it
    expect(counts.invalidated).toBe(1);
    expect(await number()).toBe(5);
    expect(await number(bob)).toBe(2);
  });

  test('a key that is refused loses what another replica has kept for it too', async () => {
    const { number, ask, replies, store } = cached();
    const write = await store.writer();
    await write('a /things/1', { status: 200, body: { n: 'theirs' }, at: 1_000_000, freshMs: 1000, lifeMs: 5000 });
    expect(await number()).toBe('theirs');
    replies.push(failure('UNAUTHENTICATED', { status: 401 }));
    await rejection(ask(otherThing));
    expect(await number()).toBe(2);
  });

  test('a key that never had anything can have nothing forgotten, however often it is refused', async () => {
    const { ask, replies, counts } = cached();
    for (let i = 0; i < 10; i++) {
      replies.push(failure('UNAUTHENTICATED'));
      await rejection(ask({ caller: { identity: `stranger ${i}`, authorization: 'Bearer x' } }));
    }
    expect(counts.invalidated).toBe(0);
  });
});
