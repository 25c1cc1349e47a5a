import type { Logger } from 'pino';
import type { SentCall } from '../../telemetry/sent-call.js';

/**
 * Writes to the log, once for each route until that answers again, that the gateway's own key is refused: callers by token are told that
 * they are not let in, and can do nothing about it.
 */
export function logOwnKey(log: Logger, baseUrl: string): (call: Pick<SentCall, 'route' | 'status'>) => void {
  const refused = new Set<string>();
  return ({ route, status }) => {
    if (status.startsWith('2')) refused.delete(route);
    if (status !== '401' || refused.has(route)) return;
    refused.add(route);
    log.error(
      { baseUrl, route },
      "the REST API does not accept the gateway's own key: nobody who sends a token is let in",
    );
  };
}
