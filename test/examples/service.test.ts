import { beforeAll, beforeEach, expect, test } from 'vitest';
import { build, run } from '../support/example.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 600 });
beforeAll(build, 120_000);
beforeEach(() => gateway.simulator.clearCalls());

const calls = (pattern: RegExp) =>
  gateway.simulator.calls.filter(({ method, path }) => pattern.test(`${method} ${path}`));
const nightly = (args: string[], { key = 'demo-admin', url = `${gateway.url}/graphql` } = {}) =>
  run(['examples/service/nightly.js', ...args], { GATEWAY_URL: url, ESPER_API_KEY: key });

/** The silent devices, the longest silent first, with the path of their group. */
async function silent(first: number): Promise<{ name: string; lastSeen: string; group: { path: string } | null }[]> {
  const { data } = await gateway.query(`{
    devices(first: ${first}, filter: { state: INACTIVE }, orderBy: { field: LAST_SEEN }) {
      nodes { name lastSeen group { path } }
    }
  }`);
  gateway.simulator.clearCalls();
  return data.devices.nodes;
}

test('the service tells the silent devices by their groups, and reads no more of the list than it needs', async () => {
  const [...devices] = await silent(21);
  const last = devices.pop();
  const { code, out } = await nightly(['--before', last?.lastSeen ?? '']);
  expect(code).toBe(0);
  for (const { name, lastSeen } of devices) expect(out).toContain(`  ${name}, silent since ${lastSeen}`);
  for (const path of new Set(devices.map(({ group }) => group?.path))) {
    const inGroup = devices.filter(({ group }) => group?.path === path);
    expect(out).toContain(`${path ?? 'in no group'}: ${inGroup.length}\n`);
  }
  expect(out).not.toContain(last?.name);
  expect(calls(/devices\/\?/)).toHaveLength(1);
  expect(calls(/^POST .*command/)).toEqual([]);
});

test('the service has them reboot once a night, however often it runs, and says so when others have fallen silent', async () => {
  const devices = await silent(4);
  const until = (count: number, night = '2026-01-31') => {
    return ['--before', devices[count]?.lastSeen ?? '', '--reboot', '--night', night];
  };
  const first = await nightly(until(2));
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/2 devices reboot when they are back: command \S+/),
  });
  expect(await nightly(until(2))).toEqual(first);
  expect((await nightly(until(3))).out).toMatch(/Nothing was sent: This key was used/);
  expect(calls(/^POST .*command/)).toHaveLength(1);
  expect((await nightly(until(3, '2026-02-01'))).out).toMatch(/3 devices reboot/);
});

test.each([
  ['a key that is not accepted', { key: 'demo-expired' }, 1, /^The key will not do/],
  ['a gateway that is not there', { url: 'http://127.0.0.1:1/graphql' }, 75, /^Try again in 60 s/],
])('the service ends with a code of its own for %s', async (_, where, code, faults) => {
  expect(await nightly([], where)).toMatchObject({ code, faults: expect.stringMatching(faults) });
});

test('the service takes no date for every date', async () => {
  expect(await nightly(['--before', 'soon', '--reboot'])).toMatchObject({ code: 2, out: '' });
  expect(gateway.simulator.calls).toEqual([]);
});

test('the service may not send what its key may not', async () => {
  const ended = await nightly(['--before', '2100-01-01', '--reboot'], { key: 'demo-viewer' });
  expect(ended).toMatchObject({ code: 1, faults: expect.stringMatching(/^The key will not do/) });
  expect(calls(/^POST .*command/).length).toBeLessThanOrEqual(1);
});
