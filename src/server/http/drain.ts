import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export interface DrainOptions {
  /** Milliseconds that closing waits for the answers under way. */
  readonly mostMs: number;
  /** Aborts when the process is about to end: from then on clients are asked to come by another connection. */
  readonly stopping?: AbortSignal | undefined;
  /** What else is waited for, once nobody waits for an answer any more. */
  readonly settled?: () => Promise<void>;
}

/**
 * Lets closing accept nothing more, wait for the answers under way, and then close every socket: one that is kept alive, or was
 * opened and never used, would hold the process for a minute. Whatever goes on without end, such as a subscription, is to
 * end when the signal it gives aborts, or it is cut off with the rest.
 */
export function drainOnClose(http: FastifyInstance, { mostMs, stopping, settled }: DrainOptions): AbortSignal {
  const closing = new AbortController();
  let underWay = 0;
  let ended = () => {};
  http.addHook('onRequest', (_request, { raw }, done) => {
    underWay++;
    // Unlike the hook onResponse this comes too when the client has gone before its answer.
    raw.once('close', () => {
      if (--underWay === 0) ended();
    });
    done();
  });
  http.addHook('onSend', (_request, reply, payload, done) => {
    // Of what comes in pieces clients would take the end of the connection for the end of the answer, also when it is cut off.
    const isWhole = !(payload instanceof Readable);
    if (isWhole && (stopping?.aborted || closing.signal.aborted)) reply.header('connection', 'close');
    done();
  });
  http.addHook('preClose', async () => {
    closing.abort();
    if (http.server.listening) http.server.close();
    const allEnded = new Promise<void>((resolve) => (underWay === 0 ? resolve() : (ended = resolve)));
    await Promise.race([allEnded.then(settled), delay(mostMs, undefined, { ref: false })]);
    http.server.closeAllConnections();
  });
  return closing.signal;
}
