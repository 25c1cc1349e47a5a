import type { CallSignal } from '../cancellation.js';
import { UpstreamError } from '../errors.js';
import { callOf, type Layer } from '../send.js';
import type { Circuits } from './breaker/circuits.js';

/** Turns calls down at once while the REST API is known to be failing, so that it may recover and nobody waits in vain. */
export const breaker =
  (circuits: Circuits): Layer =>
  (next) =>
  (request) => {
    const circuit = circuits.of(request);
    const { client = request.caller.identity } = request;
    const closedFor = circuit.closedFor(client);
    if (closedFor > 0) {
      const seconds = Math.max(1, Math.ceil(closedFor / 1000));
      const error = new UpstreamError('UPSTREAM_UNAVAILABLE', {
        call: callOf(request),
        why: `Too many calls failed: none is sent before it has been tried again in ${seconds} s.`,
        retryAfter: seconds,
      });
      return Promise.reject(Object.assign(error, { attempts: 0 }));
    }
    const began = circuit.begin(client);
    return next(request).then(
      (answer) => {
        circuit.ended(client, began, 'well');
        return answer;
      },
      (error: unknown) => {
        circuit.ended(client, began, verdict(error, request.signal));
        throw error;
      },
    );
  };

/** A call given up by those who asked says nothing; any answer below 500, a refusal too, says that the REST API is there. */
function verdict(error: unknown, signal: CallSignal | undefined): 'well' | 'badly' | 'unknown' {
  if (!(error instanceof UpstreamError) || signal?.aborted) return 'unknown';
  return error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT' ? 'badly' : 'well';
}
