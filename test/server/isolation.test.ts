import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';

// Calls take a while, so that what is asked at the same time is under way at the same time.
const gateway = useGateway({ devices: 60, latencyMs: 200 });

/** As `gateway.query`, for several at the same time, each over a connection of its own: no call is forgotten. */
async function ask(query: string, key: string, signal?: AbortSignal): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const sent = request(`${gateway.url}/graphql`, { method: 'POST', headers, agent: false, ...(signal && { signal }) });
  sent.end(JSON.stringify({ query }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return (await json(response)) as Answer;
}

const callsOf = (key: string) => gateway.simulator.calls.filter((call) => call.key === key).map(({ path }) => path);
const everything = `{ viewer { username groups { nodes { path } } } groups(first: 1000) { totalCount nodes { path } }
  devices(first: 1000) { totalCount nodes { name group { path } } } }`;

describe('two callers', () => {
  test('get what each may see, asked at the same time or alone, and make their own calls', async () => {
    gateway.simulator.clearCalls();
    const together = await Promise.all([
      ask(everything, 'demo-admin'),
      ask(everything, 'demo-viewer'),
      ask(everything, 'demo-admin'),
      ask(everything, 'demo-viewer'),
    ]);
    const [admin, viewer] = together;
    const lists = (key: string) => callsOf(key).filter((path) => path.startsWith('/v2/devices/?'));
    expect(lists('demo-admin')).toHaveLength(1);
    expect(lists('demo-viewer')).toEqual(lists('demo-admin'));
    expect(admin?.data.viewer.username).toBe('ada.admin@example.com');
    expect(viewer?.data.viewer.username).toBe('victor.viewer@example.com');
    expect(admin?.data.devices.totalCount).toBe(60);
    expect(viewer?.data.devices.totalCount).toBeLessThan(60);
    expect(together[2]?.data).toEqual(admin?.data);
    expect(together[3]?.data).toEqual(viewer?.data);
    expect((await ask(everything, 'demo-admin')).data).toEqual(admin?.data);
    expect((await ask(everything, 'demo-viewer')).data).toEqual(viewer?.data);
  });

  test('are told apart by one connection, whichever of them asked last', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const seen: unknown[] = [];
    for (const key of ['demo-admin', 'demo-viewer', 'demo-viewer', null, 'demo-admin', 'demo-expired', 'demo-viewer']) {
      const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) };
      const sent = request(`${gateway.url}/graphql`, { method: 'POST', headers, agent });
      sent.end('{"query":"{ viewer { username } }"}');
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      ports.add(response.socket.localPort);
      const { data, errors } = (await json(response)) as Answer;
      seen.push(errors?.[0]?.extensions?.['code'] ?? data.viewer.username.split('.')[0]);
    }
    agent.destroy();
    expect(ports.size).toBe(1);
    expect(seen).toEqual(['ada', 'victor', 'victor', 'UNAUTHENTICATED', 'ada', 'UNAUTHENTICATED', 'victor']);
  });

  test('do not share a refusal either', async () => {
    const users = '{ users { totalCount } }';
    const [refused, given, expired] = await Promise.all(
      ['demo-viewer', 'demo-admin', 'demo-expired'].map((key) => ask(users, key)),
    );
    expect(given).toMatchObject({ data: { users: { totalCount: 12 } } });
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(expired).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('never fetch by id what only the other one may see', async () => {
    const { fleet, rights } = { ...gateway.simulator, rights: gateway.simulator.world.rights };
    const hidden = fleet
      .visible(rights.get('demo-admin')!)
      .find((n) => fleet.find(fleet.idOf(n), rights.get('demo-viewer')) === undefined)!;
    const query = `{ device(id: "${fleet.idOf(hidden)}") { name } }`;
    const [admin, viewer] = await Promise.all([ask(query, 'demo-admin'), ask(query, 'demo-viewer')]);
    expect(admin.data.device).toEqual({ name: fleet.factsOf(hidden).name });
    expect(viewer.data.device).toBeNull();
    expect(viewer.errors).toBeUndefined();
  });
});

describe('one caller', () => {
  test('who asks the same twice at the same time makes the calls once', async () => {
    gateway.simulator.clearCalls();
    const answers = await Promise.all([ask(everything, 'demo-admin'), ask(everything, 'demo-admin')]);
    const made = callsOf('demo-admin');
    expect(made).toEqual([...new Set(made)]);
    expect(answers[0].data).toEqual(answers[1].data);
    const costs = answers.map(({ extensions }) => extensions.upstream);
    expect(costs.reduce((sum, { calls }) => sum + calls, 0)).toBe(made.length);
    expect(costs.reduce((sum, { coalesced }) => sum + coalesced, 0)).toBe(made.length);
  });
});

describe('a client that leaves', () => {
  const slow = { kind: 'latency', ms: 1000, match: '/v2/devices/' } as const;
  const query = '{ devices { totalCount } }';
  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });
  const underway = () => eventually(() => expect(callsOf('demo-admin')).toHaveLength(1));
  const outcome = () => gateway.simulator.calls.map(({ path, aborted }) => ({ path: path.split('?')[0], aborted }));

  /** Has a client ask, whose call is under way then, and gives what makes it leave. */
  async function asking(what = query): Promise<() => Promise<void>> {
    gateway.simulator.clearCalls();
    gateway.simulator.faults.inject(slow);
    const client = new AbortController();
    const gone = ask(what, 'demo-admin', client.signal);
    await underway();
    return async () => {
      client.abort();
      await expect(gone).rejects.toThrow(/abort/i);
    };
  }

  test('takes the calls nobody else waits for along', async () => {
    const leave = await asking();
    await leave();
    await eventually(() => expect(outcome()).toEqual([{ path: '/v2/devices/', aborted: true }]));
  });

  test('begins no further call', async () => {
    const leave = await asking('{ devices { nodes { group { path } tags { name } heartbeat { isOnline } } } }');
    await leave();
    await eventually(() => expect(outcome()).toEqual([{ path: '/v2/devices/', aborted: true }]));
    // Whatever else the gateway asks on its own behalf would come before this.
    await ask('{ viewer { username } }', 'demo-admin');
    expect(outcome().map(({ path }) => path)).toEqual(['/v2/devices/', '/user_info/']);
  });

  test('leaves the call to another who waits for it', async () => {
    const leave = await asking();
    const stays = ask(query, 'demo-admin');
    // The second has joined once an answer to a later request is there.
    await ask('{ __typename }', 'demo-admin');
    await leave();
    expect(await stays).toMatchObject({
      data: { devices: { totalCount: 60 } },
      extensions: { upstream: { calls: 0, coalesced: 1 } },
    });
    expect(outcome()).toEqual([{ path: '/v2/devices/', aborted: false }]);
  });

  test('does not take the call of another caller along', async () => {
    const leave = await asking();
    const stays = ask(query, 'demo-viewer');
    await eventually(() => expect(callsOf('demo-viewer')).toHaveLength(1));
    await leave();
    expect((await stays).data.devices.totalCount).toBeGreaterThan(0);
    await eventually(() =>
      expect(gateway.simulator.calls.map(({ key, aborted }) => ({ key, aborted }))).toEqual(
        expect.arrayContaining([
          { key: 'demo-admin', aborted: true },
          { key: 'demo-viewer', aborted: false },
        ]),
      ),
    );
  });
});
