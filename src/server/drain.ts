import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Lets closing wait for the answers under way, `mostMs` milliseconds at most, and then close every socket: one that is kept
 * alive, or was opened and never used, would hold the process for a minute.
 */
export function drainOnClose(http: FastifyInstance, mostMs: number): void {
  let underWay = 0;
  let ended = () => {};
  http.addHook('onRequest', async (_request, { raw }) => {
    underWay++;
    // Unlike the hook onResponse this comes too when the client has gone before its answer.
    raw.once('close', () => {
      if (--underWay === 0) ended();
    });
  });
  http.addHook('preClose', async () => {
    const allEnded = new Promise<void>((resolve) => (underWay === 0 ? resolve() : (ended = resolve)));
    await Promise.race([allEnded, delay(mostMs, undefined, { ref: false })]);
    http.server.closeAllConnections();
  });
}
