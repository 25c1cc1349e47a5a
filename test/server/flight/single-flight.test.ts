import { describe, expect, test, vi } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const groups = '{ groups(first: 3) { nodes { name } } }';

describe('without a cache', () => {
  const gateway = useGateway({ devices: 5 });
  const hold = (ms: number) => gateway.simulator.faults.inject({ kind: 'latency', ms, match: 'GET', times: 1 });

  test('equal queries under way at the same time cost what one costs, and say that they were shared', async () => {
    hold(500); // the first query of a process takes long to come so far
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.query(groups)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get('x-esper-shared')).toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'joined'),
      null,
    ]);
    expect(gateway.simulator.calls).toHaveLength(1);
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(20);
  });

  test('two keys never share an answer', async () => {
    hold(50);
    const [admin, viewer] = await Promise.all([gateway.query(groups), gateway.query(groups, { key: 'demo-viewer' })]);
    expect(admin.data).not.toEqual(viewer.data);
    expect(gateway.simulator.calls).toHaveLength(2);
  });

  test('who comes when half of the time of a query is over is given the whole of its own', async () => {
    hold(60_000);
    const headers = { 'x-esper-timeout-ms': '600' };
    const early = gateway.query(groups, { headers });
    await new Promise((resolve) => setTimeout(resolve, 350));
    const began = performance.now();
    const late = await gateway.query(groups, { headers });
    expect(late.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    expect(performance.now() - began).toBeGreaterThan(590);
    await early;
  });

  test('one who leaves does not take the answer from the others; the last one takes the calls along', async () => {
    hold(60_000);
    const [one, two] = [new AbortController(), new AbortController()];
    const asked = [one, two].map(({ signal }) => gateway.query(groups, { signal }).catch((error: Error) => error.name));
    await vi.waitFor(() => expect(gateway.simulator.calls).toHaveLength(1));
    one.abort();
    expect(await asked[0]).toBe('AbortError');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(gateway.simulator.calls[0]!.aborted).toBe(false);
    two.abort();
    await vi.waitFor(() => expect(gateway.simulator.calls[0]!.aborted).toBe(true));
  });
});

describe('with a cache', () => {
  const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true' } });

  test('an answer is kept for as long as it may be used, until something is changed', async () => {
    const first = await gateway.query(groups);
    const second = await gateway.query(groups);
    expect([first, second].map(({ headers }) => headers.get('x-esper-shared'))).toEqual([null, 'kept']);
    expect(second.data).toEqual(first.data);
    expect(second.headers.get('age')).toBe('0');
    const made = await gateway.query('mutation { createGroup(input: { name: "AAA" }) { group { name } } }');
    expect(made.errors).toBeUndefined();
    const third = await gateway.query(groups);
    expect(third.headers.get('x-esper-shared')).toBeNull();
    expect(third.calls).toHaveLength(1);
  });

  test('what was read while a change went on is kept no longer than that goes on, though its client has left', async () => {
    const count = '{ groups { totalCount } }';
    gateway.simulator.faults.inject({ kind: 'latency', ms: 200, match: 'POST', times: 1 });
    const headers = { 'x-esper-timeout-ms': '50' };
    await gateway.query('mutation { createGroup(input: { name: "AAB" }) { group { name } } }', { headers });
    const before = await gateway.query(count);
    await vi.waitFor(async () => expect((await gateway.query(count)).data).not.toEqual(before.data));
  });

  test('who leaves a change half-way and looks what became of it is shown nothing from before', async () => {
    const count = '{ groups { totalCount } }';
    const before = await gateway.query(count);
    gateway.simulator.faults.inject({ kind: 'slow-body', ms: 1000, match: 'POST', times: 1 });
    const headers = { 'x-esper-timeout-ms': '100' };
    await gateway.query('mutation { createGroup(input: { name: "AAC" }) { group { name } } }', { headers });
    expect((await gateway.query(count)).data.groups.totalCount).toBe(before.data.groups.totalCount + 1);
  });

  test('a key that turns out to be withdrawn is given nothing that was kept for it', async () => {
    await gateway.query(groups);
    gateway.simulator.faults.inject({ kind: 'status', status: 401 });
    for (const asked of ['{ apps(first: 1) { nodes { name } } }', groups]) {
      expect((await gateway.query(asked)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });

  test('a client that wants fresh data is not given a kept answer', async () => {
    await gateway.query(groups);
    for (let time = 1; time <= 2; time++) {
      const { headers, calls } = await gateway.query(groups, { headers: { 'cache-control': 'no-cache' } });
      expect(headers.get('x-esper-shared')).toBeNull();
      expect(calls).toHaveLength(1);
    }
  });
});

describe('switched off', () => {
  const gateway = useGateway({ devices: 5, env: { SINGLE_FLIGHT: 'false' } });

  test('equal queries are carried out each by itself', async () => {
    const answers = await Promise.all([gateway.query(groups), gateway.query(groups)]);
    for (const { headers } of answers) expect(headers.get('x-esper-shared')).toBeNull();
  });
});
