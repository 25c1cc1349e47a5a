import { expect, test, vi } from 'vitest';
import { useObserved } from '../../support/observed.js';

const fleet = useObserved();

test('the log says, once each, that a lane is stopped and that it goes on, and names neither key nor route', async () => {
  const env = { CACHE_ENABLED: 'false', UPSTREAM_ATTEMPTS: '1', BREAKER_PAUSE_MS: '100' };
  const { lines, post } = await fleet.open(env);
  const ask = async () => (await post({ query: '{ viewer { username } }' })).json();

  fleet.simulator.faults.inject({ kind: 'status', status: 503 });
  for (let i = 0; i < 25; i++) await ask();
  fleet.simulator.faults.clear();
  await vi.waitFor(async () => expect(await ask()).toHaveProperty('data.viewer.username'), 5000);
  expect(lines.filter(({ msg }) => msg !== 'operation')).toEqual([
    { level: 40, lane: expect.any(String), msg: expect.stringContaining('too many calls to the REST API failed') },
    { level: 30, lane: expect.any(String), msg: 'the REST API answers again: calls are sent' },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/demo-admin|user_info/);
});
