import { expect, test } from 'vitest';
import { useObserved } from '../support/observed.js';

const fleet = useObserved();
const ask = async (url: string) => {
  const answer = await fetch(url);
  return [answer.status, await answer.json(), answer.headers.get('cache-control')];
};

test('a gateway before a REST API that answers is live and ready, and nobody has to send a key', async () => {
  const { url } = await fleet.open();
  expect(await ask(`${url}/health/live`)).toEqual([200, { status: 'live' }, 'no-store']);
  expect(await ask(`${url}/health/ready`)).toEqual([200, { status: 'ready' }, 'no-store']);
  expect(fleet.exchanges.map(({ method, headers }) => [method, headers['authorization']])).toEqual([
    ['HEAD', undefined],
  ]);
});

test('a gateway whose clients have been answered is ready without a try of its own', async () => {
  const { url, post } = await fleet.open();
  await post({ query: '{ viewer { username } }' });
  expect(await ask(`${url}/health/ready`)).toEqual([200, { status: 'ready' }, 'no-store']);
  expect(fleet.exchanges.map(({ method }) => method)).not.toContain('HEAD');
});

test.each([
  [404, 200],
  [503, 503],
])('a REST API that answers %i to a try makes it answer %i', async (status, ready) => {
  const { url } = await fleet.open();
  fleet.simulator.faults.inject({ kind: 'status', status });
  expect((await fetch(`${url}/health/ready`)).status).toBe(ready);
});

test('before one that does not it is live, and not ready, and the log says why', async () => {
  const { url, lines } = await fleet.open({ ESPER_BASE_URL: 'http://127.0.0.1:9/api' });
  expect(await ask(`${url}/health/live`)).toEqual([200, { status: 'live' }, 'no-store']);
  expect(await ask(`${url}/health/ready`)).toEqual([503, { status: 'starting' }, 'no-store']);
  expect(lines).toEqual([{ level: 40, why: 'ECONNREFUSED', msg: 'the REST API could not be reached' }]);
});

test('once the process is to end it is not ready, answers as before, and asks clients to come by another connection', async () => {
  const stopping = new AbortController();
  const { url, post } = await fleet.open({}, { stopping: stopping.signal });
  expect((await post({ query: '{ viewer { username } }' })).headers.get('connection')).toBe('keep-alive');
  stopping.abort();
  expect(await ask(`${url}/health/ready`)).toEqual([503, { status: 'stopping' }, 'no-store']);
  const answer = await post({ query: '{ viewer { username } }' });
  expect(answer.headers.get('connection')).toBe('close');
  expect(await answer.json()).toMatchObject({ data: { viewer: { username: expect.any(String) } } });
});
