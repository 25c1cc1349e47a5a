import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Bytes from which on an answer is worth counting. */
const LARGE = 16_384;

/** An answer on its way to one client or more: those who share one share its bytes. */
interface Unsent {
  readonly bytes: number;
  readonly takers: Set<ServerResponse>;
}

/**
 * Holds no more than `most` bytes of answers for clients to take: where there are more, those who have had theirs for longest, and have
 * not taken it, are cut off. Who asks for much and never reads it would fill the memory, with or without a key.
 */
export function boundUnsentAnswers(http: FastifyInstance, most: number): void {
  const unsent = new Map<object, Unsent>(); // the oldest first
  let bytes = 0;

  const taken = (payload: object, response: ServerResponse): void => {
    const answer = unsent.get(payload);
    if (!answer?.takers.delete(response) || answer.takers.size > 0) return;
    unsent.delete(payload);
    bytes -= answer.bytes;
  };
  const cutOldest = (newest: object): void => {
    for (const [payload, { takers }] of unsent) {
      if (bytes <= most || payload === newest) return;
      for (const one of takers) {
        taken(payload, one);
        one.req.socket.destroy(); // the response itself has no socket while others of its connection come before it
      }
    }
  };

  http.addHook('onSend', (_request, { raw }, payload, done) => {
    const size = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    if (size >= LARGE) {
      const key = Buffer.isBuffer(payload) ? payload : {};
      const answer = unsent.get(key) ?? { bytes: size, takers: new Set() };
      if (answer.takers.size === 0) bytes += size;
      unsent.set(key, answer);
      answer.takers.add(raw);
      raw.once('close', () => taken(key, raw));
      cutOldest(key);
    }
    done();
  });
}
