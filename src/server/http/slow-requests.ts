import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { systemClock, type Clock } from '../../upstream/clock.js';
import { tellUnparsed } from './unparsed.js';

/** What stops the clock of each request that has not come to its end. */
const stops = new WeakMap<IncomingMessage, () => void>();

/**
 * Cuts off requests whose bodies are not there within `mostMs`, whoever sends them and wherever they go: who dribbles one would hold a
 * connection for as long as a file may take.
 */
export function cutSlowRequests(http: FastifyInstance, mostMs: number, clock: Clock = systemClock): void {
  http.addHook('onRequest', ({ raw }, { raw: response }, done) => {
    // What is injected holds no connection.
    if (hasBody(raw) && raw.socket instanceof Socket) {
      const stop = clock.after(mostMs, () => {
        if (!raw.complete) cutOff(raw.socket, response);
      });
      stops.set(raw, stop);
      raw.once('close', stop);
    }
    done();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

function cutOff(socket: Socket, response: ServerResponse): void {
  // Behind an answer nothing may follow that is none, nor stand in the place of one that others wait for before.
  if (response.headersSent || !response.socket) socket.destroy();
  else tellUnparsed(Object.assign(new Error('a body came too slowly'), { code: TOO_SLOW }), socket);
}

/** As Node.js says it of headers, and of requests that come to no end at all. */
const TOO_SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Lets a body come slowly that is looked at as it comes. */
export const letComeSlowly = (request: IncomingMessage): void => stops.get(request)?.();
