import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { accessOf } from '../access/access.js';
import { Flights } from '../flight/flights.js';
import { wantsFresh } from '../http/caching.js';
import { flightKey, queryFinder } from './flight-key.js';

/** Which requests share their answers: where they do, and under which name. */
export interface Sharing {
  readonly flights: Flights;
  /** The name under which the answer may be shared; null when it may not. */
  readonly keyOf: (request: FastifyRequest) => string | null;
  /** For how many milliseconds others may join it: those who come later have less than half of their time left in it. */
  readonly joinMsOf: (request: FastifyRequest) => number;
}

/** Has requests share their answers as configured. */
export function createSharing(config: Config): Sharing {
  const findQuery = queryFinder(config.LIMIT_TOKENS);
  return {
    flights: new Flights({ maxBytes: config.SINGLE_FLIGHT ? config.CACHE_ANSWERS_BYTES : 0 }),
    keyOf(request) {
      const { client } = accessOf(request);
      // Who wants fresh data is answered by itself: an answer that is kept would be old the second time.
      const mayShare = config.SINGLE_FLIGHT && client !== '' && !wantsFresh(request);
      return mayShare ? flightKey(request, client, findQuery) : null;
    },
    joinMsOf({ headers: { 'x-esper-timeout-ms': asked } }) {
      return Math.min(Number(asked ?? Infinity), config.OPERATION_TIMEOUT_MS) / 2;
    },
  };
}
