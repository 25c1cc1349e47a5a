import { UpstreamError } from '../errors.js';
import { callOf, type Layer } from '../send.js';
import { strip } from '../strip.js';

/** Takes the secrets out of every answer before it is kept, shared or read. */
export const stripSecrets =
  (isSecret: (key: string) => boolean): Layer =>
  (next) =>
  (request) =>
    next(request).then((answer) => {
      try {
        strip(answer.body, isSecret);
      } catch (cause) {
        const { status, attempts, waitedMs } = answer;
        const error = new UpstreamError('UPSTREAM_MALFORMED', { call: callOf(request), status, cause });
        throw Object.assign(error, { attempts, waitedMs });
      }
      return answer;
    });
