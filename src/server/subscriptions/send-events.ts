import type { FastifyReply } from 'fastify';

/** Milliseconds after which a stream says that it is there still, before a proxy takes it for dead. */
const PING_MS = 12_000;

/** A comment: no client is told of it. */
const PING = ':\n\n';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  'content-encoding': 'none', // what packs answers would keep events back
  'x-accel-buffering': 'no', // and so would nginx
};

/**
 * Tells answers as Server-Sent Events, as graphql-sse has them in distinct connections mode. The next one is asked for when the
 * last has been sent, so that nothing piles up for whoever reads slowly.
 */
export async function sendEvents(reply: FastifyReply, answers: AsyncIterable<unknown>): Promise<void> {
  const { raw } = reply;
  const write = (text: string) =>
    new Promise<void>((resolve) => {
      const done = () => {
        raw.off('close', done);
        resolve();
      };
      raw.once('close', done).write(text, done);
    });
  raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string>);
  await write(PING); // some browsers take a stream for begun with its first byte
  const ping = setInterval(() => raw.writableLength === 0 && raw.write(PING), PING_MS);
  try {
    for await (const answer of answers) {
      await write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`);
      if (raw.destroyed) break;
    }
  } finally {
    clearInterval(ping);
  }
  raw.end('event: complete\ndata:\n\n');
}
