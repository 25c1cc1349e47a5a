import { expect, test } from 'vitest';
import { useObserved } from '../../support/observed.js';
import { useSignIn } from '../../support/sign-in.js';

const fleet = useObserved();
const signIn = useSignIn();
const query = '{ viewer { username } }';
const faults = (lines: readonly Record<string, unknown>[]) => lines.filter(({ level }) => level === 50);

test("the log says, once, that the gateway's own key is refused, and does not name it", async () => {
  const { lines, post } = await fleet.open({
    ...signIn.settings,
    ESPER_API_KEY: 'withdrawn-key',
    CACHE_ENABLED: 'false',
  });
  const headers = { authorization: `Bearer ${await signIn.token()}` };
  for (let n = 0; n < 2; n++)
    expect(await (await post({ query }, headers)).json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  expect(faults(lines)).toEqual([
    {
      level: 50,
      baseUrl: fleet.simulator.url,
      route: '/user_info/',
      msg: expect.stringMatching(/^the REST API does not accept the gateway's own key/),
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain('withdrawn-key');
});

test('says it again when that was accepted in between', async () => {
  const { lines, post } = await fleet.open({ ...signIn.settings, ESPER_API_KEY: 'demo-admin', CACHE_ENABLED: 'false' });
  const headers = { authorization: `Bearer ${await signIn.token()}` };
  for (const status of [401, 200, 401]) {
    if (status === 401) fleet.simulator.faults.inject({ kind: 'status', status, times: 1 });
    await post({ query }, headers);
  }
  expect(faults(lines)).toHaveLength(2);
});

test('a key that a client sends is its own affair', async () => {
  const { lines, post } = await fleet.open();
  await post({ query }, { authorization: 'Bearer wrong-key' });
  expect(faults(lines)).toEqual([]);
});
