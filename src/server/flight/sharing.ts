import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { accessOf } from '../access/access.js';
import { wantsFresh } from '../cache-control.js';
import { flightKey, queryFinder } from './flight-key.js';
import { Flights } from './flights.js';

/** Which requests share their answers, as configured: where they do, and under which name. */
export function createSharing(config: Config) {
  const findQuery = queryFinder(config.LIMIT_TOKENS);
  return {
    flights: new Flights({ maxBytes: config.SINGLE_FLIGHT ? config.CACHE_ANSWERS_BYTES : 0 }),
    keyOf(request: FastifyRequest): string | null {
      const { client } = accessOf(request);
      // Who wants fresh data is answered by itself: an answer that is kept would be old the second time.
      const mayShare = config.SINGLE_FLIGHT && client !== '' && !wantsFresh(request);
      return mayShare ? flightKey(request, client, findQuery) : null;
    },
    /** For how long others may join a query: those who come later have less than half of their time left in it. */
    joinMsOf({ headers: { 'x-esper-timeout-ms': asked } }: FastifyRequest): number {
      return Math.min(Number(asked ?? Infinity), config.OPERATION_TIMEOUT_MS) / 2;
    },
  };
}
