import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { wantsFresh } from '../cache-control.js';
import { callerOf } from '../caller.js';
import { flightKey, queryFinder } from './flight-key.js';
import { Flights } from './flights.js';

/** Which requests share their answers, as configured: where they do, and under which name. */
export function createSharing(config: Config) {
  const isQuery = queryFinder(config.LIMIT_TOKENS);
  return {
    flights: new Flights({ maxBytes: config.SINGLE_FLIGHT ? config.CACHE_ANSWERS_BYTES : 0 }),
    keyOf(request: FastifyRequest): string | null {
      // Who wants fresh data is answered by itself: an answer that is kept would be old the second time.
      const caller = config.SINGLE_FLIGHT && !wantsFresh(request) ? callerOf(request, config) : null;
      return caller && flightKey(request, caller.identity, isQuery);
    },
  };
}
