import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';
import { strip } from '../strip.js';

/** Takes the secrets out of every answer before it is kept, shared or read. */
export const stripSecrets =
  (isSecret: (key: string) => boolean): Layer =>
  (next) =>
  async (request) => {
    const answer = await next(request);
    try {
      strip(answer.body, isSecret);
    } catch (cause) {
      const { status, attempts, waitedMs } = answer;
      const call = `${request.method} ${request.route}`;
      throw Object.assign(new UpstreamError('UPSTREAM_MALFORMED', { call, status, cause }), { attempts, waitedMs });
    }
    return answer;
  };
