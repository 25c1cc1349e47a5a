import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sendEvents } from '../../../src/server/subscriptions/send-events.js';
import { settle } from '../../support/fake-clock.js';

/** A client that was told to begin, of a server that tells these answers. */
async function clientOf(answers: AsyncIterable<unknown>) {
  const http = Fastify();
  http.get('/', async (_request, reply) => {
    reply.hijack();
    await sendEvents(reply, answers);
  });
  await http.listen();
  const client = connect((http.server.address() as AddressInfo).port);
  onTestFinished(async () => {
    client.destroy();
    await http.close();
  });
  client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const [head] = (await once(client, 'data')) as [Buffer];
  return { client, head: String(head) };
}

test('who does not read holds up what is told, so that nothing piles up', async () => {
  const answer = { data: 'x'.repeat(100_000) };
  let taken = 0;
  let isOver = false;
  async function* answers() {
    try {
      for (; ; taken++) {
        await settle();
        yield answer;
      }
    } finally {
      isOver = true;
    }
  }
  const { client } = await clientOf(answers());
  client.pause();
  let before = -1;
  await vi.waitFor(
    () => {
      const last = before;
      before = taken;
      expect(taken).toBe(last);
    },
    { interval: 100, timeout: 5000 },
  );
  client.resume();
  await vi.waitFor(() => expect(taken).toBeGreaterThan(before + 10));
  client.destroy();
  await vi.waitFor(() => expect(isOver).toBe(true));
});

test('a stream in which nothing happens says that it is there', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let end = () => {};
  const over = new Promise<void>((resolve) => (end = resolve));
  async function* answers() {
    await over;
    yield { data: 1 };
  }
  const { client, head } = await clientOf(answers());
  expect(head).toContain('content-type: text/event-stream');
  expect(head).toContain('\r\n:\n\n\r\n');
  let text = '';
  client.on('data', (piece) => (text += String(piece)));
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  vi.advanceTimersByTime(12_000);
  await vi.waitFor(() => expect(text).toContain(':\n\n'));
  end();
  await vi.waitFor(() => expect(text).toContain('event: next\ndata: {"data":1}\n\n'));
  await vi.waitFor(() => expect(text).toContain('event: complete\ndata:\n\n'));
  expect(vi.getTimerCount()).toBe(0);
});
