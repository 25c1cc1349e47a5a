import { expect, test } from 'vitest';
import { UpstreamError } from '../../src/upstream/errors.js';
import { createMemory } from '../../src/upstream/memory.js';
import type { Send, UpstreamRequest } from '../../src/upstream/send.js';
import type { UpstreamOptions } from '../../src/upstream/asking.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { answered, failure, rejection } from '../support/upstream.js';

interface Thing {
  id: string;
}
const idOf = ({ id }: Thing) => id;
const thing = (number: number): Thing => ({ id: `t${number}` });

/** Answers things t0, t1 ... by id and as a list; ids that hold "lost" are not there, those that hold "bad" fail. */
function upstream(length: number, options: Partial<UpstreamOptions> = {}) {
  const requests: UpstreamRequest[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    const { pathname, searchParams } = new URL(request.path, 'https://esper.test');
    if (pathname.includes('lost')) throw failure('NOT_FOUND');
    if (pathname.includes('bad')) throw failure('UPSTREAM_UNAVAILABLE');
    const id = /^\/things\/(\w+)\/$/.exec(pathname)?.[1];
    if (id) return { ...answered, body: { content: { id } } };
    const [limit, offset] = [Number(searchParams.get('limit') ?? length), Number(searchParams.get('offset'))];
    const results = Array.from({ length: Math.min(limit, length - offset) }, (_, i) => thing(offset + i));
    return { ...answered, body: { count: length, results } };
  };
  const esper = new Upstream({
    send,
    caller: { identity: 'a', authorization: 'Bearer a' },
    memory: createMemory()(''),
    ...options,
  });
  return { esper, requests, paths: () => requests.map(({ path }) => path) };
}

test('one record as it is now is asked for anew, whatever is kept of it', async () => {
  const { esper, requests } = upstream(3);
  expect(await esper.current('/things/{id}/', { id: 't1' })).toEqual({ id: 't1' });
  expect(await esper.current('/things/{id}/', { id: 'lost1' })).toBeNull();
  expect(requests.map(({ fresh }) => fresh)).toEqual([true, true]);
});

test('one record is asked for by its route, and is null when it is not there', async () => {
  const { esper, requests } = upstream(3);
  expect(await esper.item('/things/{id}/', { id: 't1' })).toEqual({ id: 't1' });
  expect(await esper.item('/things/{id}/', { id: 'lost' })).toBeNull();
  expect((await rejection(esper.item('/things/{id}/', { id: 'bad' }))).code).toBe('UPSTREAM_UNAVAILABLE');
  expect(requests[0]).toMatchObject({ method: 'GET', route: '/things/{id}/', path: '/things/t1/' });
});

test('records wanted in one tick are asked for side by side, each once; each fails alone', async () => {
  const { esper, paths } = upstream(3);
  const things = esper.each<Thing>('/things/{id}/');
  const wanted = ['t1', 'lost1', 'bad1', 't1', 't2'].map((id) => things.load(id));
  const outcomes = await Promise.allSettled(wanted);
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code))).toEqual([
    { id: 't1' },
    null,
    'UPSTREAM_UNAVAILABLE',
    { id: 't1' },
    { id: 't2' },
  ]);
  expect(paths()).toEqual(['/things/t1/', '/things/lost1/', '/things/bad1/', '/things/t2/']);
  await things.load('t2');
  expect(paths()).toHaveLength(4);
});

test('an unfit id fails alone, and nothing is asked for it', async () => {
  const { esper, paths } = upstream(3);
  const things = esper.each<Thing>('/things/{id}/');
  const [unfit, fit] = await Promise.allSettled([things.load('../users'), things.load('t1')]);
  expect(unfit).toMatchObject({ status: 'rejected', reason: { name: 'UnfitIdError' } });
  expect(fit).toEqual({ status: 'fulfilled', value: { id: 't1' } });
  expect(paths()).toEqual(['/things/t1/']);
});

test('a record that was come by otherwise is not asked for', async () => {
  const { esper, paths } = upstream(3);
  const things = esper.each<Thing>('/things/{id}/');
  things.prime('t9', thing(9));
  expect(await things.load('t9')).toEqual(thing(9));
  expect(paths()).toEqual([]);
});

test('short lists that hang on things are asked for each once, with null for what is not there', async () => {
  const { esper, paths } = upstream(2);
  const parts = esper.eachList<Thing>('/things/{id}/parts/', { latest: 1 });
  expect(await Promise.all([parts.load('a'), parts.load('lost'), parts.load('a')])).toEqual([
    [thing(0), thing(1)],
    null,
    [thing(0), thing(1)],
  ]);
  expect(paths()).toEqual(['/things/a/parts/?latest=1', '/things/lost/parts/?latest=1']);
});

const pages = (...offsets: number[]) =>
  offsets.map((offset) => (offset === 0 ? '/things/?limit=250' : `/things/?limit=251&offset=${offset - 1}`));

test('the same list is one list within an operation, and another query another', async () => {
  const { esper, paths } = upstream(600);
  const list = (query: Record<string, string>) => esper.list<Thing>('/things/', idOf, query);
  expect(list({ name: 'x', tag: 'y' })).toBe(list({ tag: 'y', name: 'x' }));
  expect(list({ name: 'x' })).not.toBe(list({ name: 'z' }));
  await Promise.all([list({ name: 'x' }).slice(0, 20), list({ name: 'x' }).slice(0, 20), list({ name: 'x' }).count()]);
  expect(paths()).toEqual(['/things/?limit=20&name=x']);
});

test('a list is asked for by the rules of its endpoint, which tell how long a page may be and whether an offset is wanted', async () => {
  const { esper, paths } = upstream(130);
  const things = esper.list<Thing>('/things/', idOf, { name: 'x' }, {}, { most: 100, isOffsetRequired: true });
  expect(await esper.all(things)).toHaveLength(130);
  expect(paths()).toEqual(['/things/?limit=99&name=x&offset=0', '/things/?limit=100&name=x&offset=98']);
});

test('the length of a list is remembered for the next operation of the same caller, and lets all its pages go out at once', async () => {
  const memory = createMemory()('a');
  await upstream(600, { memory }).esper.list('/things/', idOf).count();
  expect(memory.counts.recent('/things/')).toBe(600);
  const { esper, paths } = upstream(600, { memory });
  const all = esper.all(esper.list<Thing>('/things/', idOf));
  await Promise.resolve();
  expect(paths()).toEqual(pages(0, 250, 500));
  expect(await all).toHaveLength(600);
});

test('after a change the first page of a list is waited for, since the list may have another length', async () => {
  const memory = createMemory()('a');
  memory.counts.set('/things/', 900);
  const { esper, paths } = upstream(300, { memory });
  await esper.write('POST', '/things/{id}/', { params: { id: 't1' } });
  expect(await esper.all(esper.list<Thing>('/things/', idOf))).toHaveLength(300);
  expect(paths().slice(1)).toEqual(pages(0, 250));
});

test('placeholders that are the same everywhere are filled wherever they stand, and asked for only then', async () => {
  const { esper, paths } = upstream(2);
  let asked = 0;
  esper.provide('tenant', async () => `e-${++asked}`);
  await esper.item('/things/{id}/', { id: 't1' });
  expect(asked).toBe(0);
  await esper.list<Thing>('/{tenant}/things/', idOf).slice(0, 5);
  expect(paths()).toEqual(['/things/t1/', '/e-1/things/?limit=5']);
});

test('a list that comes whole is asked for without limit and offset', async () => {
  const { esper, paths } = upstream(2);
  const rows = esper.whole<Thing>('/things/', idOf);
  expect(await rows.count()).toBe(2);
  expect(await esper.all(rows)).toEqual([thing(0), thing(1)]);
  expect(paths()).toEqual(['/things/']);
});

test('without a key nothing is asked, and every question says so', async () => {
  const { esper, paths } = upstream(2, { caller: null });
  const questions = [
    esper.item('/things/{id}/', { id: 't1' }),
    esper.each('/things/{id}/').load('t1'),
    esper.list('/things/', idOf).slice(0, 5),
    esper.whole('/things/', idOf).count(),
  ];
  for (const question of questions) {
    const error = await rejection(question);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.code).toBe('UNAUTHENTICATED');
    expect(error.message).toMatch(/^No key was sent\. Send "Authorization: Bearer <key>" .* \(GET \/things\//);
  }
  expect(paths()).toEqual([]);
});

test('each call knows all the fields that asked for it', async () => {
  let field: string | undefined = 'a';
  const { esper, requests } = upstream(3, { asker: () => field });
  const things = esper.each<Thing>('/things/{id}/');
  const first = things.load('t1');
  field = 'b';
  const again = things.load('t1');
  field = undefined;
  await Promise.all([first, again, things.load('t2')]);
  expect(requests.map(({ askedBy }) => [...(askedBy ?? [])])).toEqual([['a', 'b'], []]);
});

test("every call carries the operation's caller and signal", async () => {
  const { signal } = new AbortController();
  const caller = { identity: 'x', authorization: 'Bearer x' };
  const { esper, requests } = upstream(3, { signal, caller });
  await esper.list('/things/', idOf).slice(0, 600);
  for (const request of requests) expect(request).toMatchObject({ caller, signal });
});

test('after a change everything is read anew, but for the record the change gave', async () => {
  const { esper, paths } = upstream(3);
  const [things, list] = [esper.each<Thing>('/things/{id}/'), esper.list('/things/', idOf)];
  const planned = esper.planned<Thing>((id) => esper.item('/things/{id}/', { id }), list);
  const read = async () => {
    await Promise.all([things.load('t1'), list.slice(0, 2)]);
    await planned.load('t2');
  };
  await read();
  await read();
  expect(paths()).toEqual(['/things/?limit=2', '/things/t1/', '/things/t2/']);
  const changed = await esper.write<Thing>('PATCH', '/things/{id}/', { params: { id: 't1' }, body: { size: 1 } });
  things.prime('t1', changed);
  await read();
  expect(paths().slice(3)).toEqual(['/things/t1/', '/things/?limit=2', '/things/t2/']);
});

test('a change that failed may have been made: everything is read anew after it too', async () => {
  const { esper, requests } = upstream(3);
  const things = esper.each<Thing>('/things/{id}/');
  await things.load('t1');
  expect((await rejection(esper.erase('/things/{id}/', { params: { id: 'bad' } }))).code).toBe('UPSTREAM_UNAVAILABLE');
  await things.load('t1');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /things/t1/',
    'DELETE /things/bad/',
    'GET /things/t1/',
  ]);
});
