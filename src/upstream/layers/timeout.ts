import { systemClock, type Clock } from '../clock.js';
import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';

/** Gives up on a call after `ms` milliseconds or what its content asks for, body included, with UPSTREAM_TIMEOUT; passes the caller's own abort on. */
export const timeout =
  (ms: number, clock: Clock = systemClock): Layer =>
  (next) =>
  async (request) => {
    const controller = new AbortController();
    const { signal, method, route, content } = request;
    const leave = () => controller.abort(signal?.reason);
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
    const stop = clock.after(content?.timeoutMs ?? ms, () =>
      controller.abort(new UpstreamError('UPSTREAM_TIMEOUT', { call: `${method} ${route}` })),
    );
    try {
      return await next({ ...request, signal: controller.signal });
    } finally {
      stop();
      signal?.removeEventListener('abort', leave);
    }
  };
