import { expect, test, vi } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { sendAtOnce } from '../../support/pipelined.js';

const gateway = useGateway({ devices: 5, env: { LIMIT_OPERATIONS: '3' } });
const names = ['a', 'b', 'c'];
const viewers = names.map((name) => `{ viewer { ${name}: fullName } }`);
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000 });

test('requests that were sent at once are answered in their order', async () => {
  const socket = sendAtOnce(gateway.url, viewers);
  let heard = '';
  socket.on('data', (text: Buffer) => (heard += text.toString()));
  await eventually(() =>
    expect(heard.match(/"\w":"Ada Admin"/g)).toEqual(names.map((name) => `"${name}":"Ada Admin"`)),
  );
  socket.destroy();
});

test('a client that sent several requests at once and goes has none of them under way any more', async () => {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000 });
  const socket = sendAtOnce(gateway.url, viewers);
  await eventually(async () => expect((await gateway.query('{ __typename }')).status).toBe(429));
  socket.destroy();
  await eventually(async () => expect((await gateway.query('{ __typename }')).status).toBe(200));
  gateway.simulator.faults.clear();
  const answers = await Promise.all(viewers.map((query) => gateway.query(query)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
