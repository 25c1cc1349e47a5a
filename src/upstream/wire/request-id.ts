import type { IncomingHttpHeaders } from 'node:http';

/** The id in `x-request-id` when it is fit to be logged and passed on; undefined for what is none. */
export const requestIdIn = (headers: IncomingHttpHeaders): string | undefined =>
  /^[\w.:@/+=-]{1,128}$/.exec(String(headers['x-request-id'] ?? ''))?.[0];
