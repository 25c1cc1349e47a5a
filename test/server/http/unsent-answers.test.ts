import { connect } from 'node:net';
import { onTestFinished, expect, test, vi } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { sendAtOnce } from '../../support/pipelined.js';

const gateway = useGateway({ devices: 1, env: { LIMIT_UNSENT_BYTES: '1000000' } });

/** An operation that costs no call and is answered with nine million bytes: more than sockets hold for who does not read. */
function large(mark: string): string {
  const ids = Array.from({ length: 900 }, (_, n) => nodeId('Group', `${n}`.padStart(190, 'g')));
  const lists = Array.from({ length: 54 }, (_, n) => `l${n}: nodes(ids: $ids) { esperId }`);
  return JSON.stringify({ query: `query ${mark}($ids: [ID!]!) { ${lists.join(' ')} }`, variables: { ids } });
}

/** Sends an operation and reads nothing until it is told to; gives how many bytes came in the end. */
function ask(body: string) {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').pause();
  onTestFinished(() => void socket.destroy());
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n`;
  socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const begun = new Promise((resolve) => socket.once('readable', resolve));
  const read = () => {
    let bytes = 0;
    socket.on('error', () => {}).on('data', (piece) => (bytes += piece.length));
    return new Promise<number>((resolve) => socket.once('close', () => resolve(bytes)));
  };
  return { begun, read };
}

test('who asks for much and does not take it is cut off when others do', async () => {
  const idle = ask(large('One'));
  await idle.begun;
  const other = ask(large('Other'));
  await other.begun;
  expect(await other.read()).toBeGreaterThan(9_000_000);
  expect(await idle.read()).toBeLessThan(9_000_000);
});

test('so is who has it wait behind another answer of the same connection', async () => {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000 });
  const socket = sendAtOnce(gateway.url, ['{ viewer { fullName } }', '{ __schema { types { name description } } }']);
  onTestFinished(() => void socket.destroy());
  const closed = new Promise<boolean>((resolve) =>
    socket
      .resume()
      .on('error', () => {})
      .once('close', () => resolve(true)),
  );
  await vi.waitFor(
    async () => {
      const other = ask(large('Other'));
      await other.begun;
      await other.read();
      expect(await Promise.race([closed, false])).toBe(true);
    },
    { timeout: 20_000 },
  );
}, 30_000);

test('an answer alone may be larger', async () => {
  const one = ask(large('Alone'));
  await one.begun;
  expect(await one.read()).toBeGreaterThan(9_000_000);
});
