import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { upsert } from '../../upstream/upsert.js';

/**
 * Closes responses that still stand in line behind another one of their connection when that goes: a client may send several
 * requests at once, and Node.js tells only the first of their responses, which alone has the socket, that nobody waits any more.
 */
export function closeQueuedResponses(http: FastifyInstance): void {
  const queues = new WeakMap<Socket, Set<ServerResponse>>();
  http.addHook('onRequest', ({ raw: { socket } }, { raw }, done) => {
    if (!raw.socket) enqueue(queues, socket, raw);
    done();
  });
}

function enqueue(queues: WeakMap<Socket, Set<ServerResponse>>, socket: Socket, response: ServerResponse): void {
  const queued = upsert(queues, socket, () => {
    const made = new Set<ServerResponse>();
    socket.once('close', () => {
      for (const one of made) if (!one.socket) one.emit('close');
    });
    return made;
  });
  queued.add(response);
  response.once('close', () => queued.delete(response));
}
