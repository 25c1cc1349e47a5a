import { Cancellation } from '../cancellation.js';
import { systemClock, type Clock } from '../clock.js';
import { UpstreamError } from '../errors.js';
import { callOf, type Layer } from '../send.js';

/** Gives up on a call after `ms` milliseconds or what its content asks for, body included, with UPSTREAM_TIMEOUT; passes the caller's own abort on. */
export const timeout =
  (ms: number, clock: Clock = systemClock): Layer =>
  (next) =>
  (request) => {
    const { signal, content } = request;
    const cancellation = new Cancellation();
    const leave = () => cancellation.abort(signal?.reason);
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
    const stop = clock.after(content?.timeoutMs ?? ms, () =>
      cancellation.abort(new UpstreamError('UPSTREAM_TIMEOUT', { call: callOf(request) })),
    );
    const ended = () => {
      stop();
      signal?.removeEventListener('abort', leave);
    };
    return next({ ...request, signal: cancellation }).then(
      (answer) => {
        ended();
        return answer;
      },
      (error: unknown) => {
        ended();
        throw error;
      },
    );
  };
