import type { Logger } from 'pino';

/** Writes to the log when calls of a lane are stopped because too many failed, and when they go on. */
export const logCircuits = (log: Logger) => (lane: string, state: 'open' | 'closed') => {
  if (state === 'open')
    log.warn({ lane }, 'too many calls to the REST API failed: none is sent until one try goes well');
  else log.info({ lane }, 'the REST API answers again: calls are sent');
};
