import type { FastifyRequest } from 'fastify';
import { badUserInput } from '../../graphql/errors.js';
import { Cancellation, type CallSignal } from '../../upstream/cancellation.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Leaving } from '../flight/crowd.js';
import { withStatus } from '../http/with-status.js';

const HEADER = 'x-esper-timeout-ms';

/** How long an operation may take: what its header asks for, `most` milliseconds at most. Throws BAD_USER_INPUT for a bad value. */
export function timeoutOf(request: FastifyRequest, most: number): number {
  const { [HEADER]: asked } = request.headers;
  if (asked === undefined) return most;
  const ms = /^\d{1,9}$/.test(String(asked)) ? Number(asked) : 0;
  if (ms > 0) return Math.min(ms, most);
  const wanted = `a whole number of milliseconds from 1 to ${most}, such as 5000`;
  const message = `The header ${HEADER} must be ${wanted}; "${String(asked).slice(0, 40)}" is not.`;
  throw withStatus(400, badUserInput(message));
}

/** When an operation ends, whether it is done or not. */
export interface Deadline {
  /** Aborts with UPSTREAM_TIMEOUT at the deadline, and with CANCELLED when the client goes away before its answer is sent. */
  readonly signal: CallSignal;
  /** The deadline, on the clock of performance.now(). */
  readonly at: () => number;
}

/** Sets the deadline of the operation that `asking` waits for, `ms` milliseconds from now. */
export function deadlineIn(ms: number, asking: Leaving): Deadline {
  const signal = new Cancellation();
  const at = performance.now() + ms;
  const why = `The operation had ${ms} ms and they were used up.`;
  const timer = setTimeout(() => signal.abort(new UpstreamError('UPSTREAM_TIMEOUT', { call: '', why })), ms);
  asking.once('close', () => {
    clearTimeout(timer);
    if (!asking.writableFinished) signal.abort(new UpstreamError('CANCELLED', { call: '' }));
  });
  return { signal, at: () => at };
}
