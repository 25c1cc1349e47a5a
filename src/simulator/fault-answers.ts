import type { FaultRule } from './faults.js';
import { Refusal } from './refusals.js';
import { type Answer, refuse } from './router.js';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Invalid or missing credentials',
  403: 'You do not have permission to perform this action.',
  404: 'Not found.',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

function html(status: number): Answer {
  const reason = `${status} ${REASONS[status] ?? 'Error'}`;
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${reason}</title></head>\r\n<body>\r\n<center><h1>${reason}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** Esper: what a proxy refuses, 429 and from 500 on, is no JSON. */
function withStatus(path: string, { status = 500, retryAfter }: FaultRule): Answer {
  const reason = REASONS[status] ?? 'Error';
  const answer =
    status >= 500
      ? html(status)
      : status === 429
        ? { status, headers: { 'content-type': 'text/plain' }, body: 'Too many requests, wait and try again.\n' }
        : refuse(path, new Refusal(status, reason));
  if (retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
}

/** The answer that a rule puts in the place of the true one, or makes of it. */
export async function spoiled(path: string, rule: FaultRule, truth: () => Promise<Answer>): Promise<Answer> {
  switch (rule.kind) {
    case 'status':
      return withStatus(path, rule);
    case 'html':
      return { ...html(rule.status ?? 502), status: rule.status ?? 200 };
    case 'empty':
      return { status: rule.status ?? 200, headers: { 'content-type': 'application/json' }, body: '' };
    case 'list':
      return {
        status: rule.status ?? 400,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(['This request cannot be carried out.']),
      };
    case 'truncate': {
      const answer = await truth();
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    }
    default:
      return truth();
  }
}
