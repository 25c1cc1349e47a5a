import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { accessOf } from '../access/access.js';
import { EXPIRED, hasExpired } from '../access/expiry.js';
import { waiting } from '../flight/wait.js';
import type { How } from '../operation/context.js';
import type { ExecuteRequest } from '../operation/execute.js';
import { pageIn, type FoundPage } from './page-in.js';

interface Fault {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryAfter?: number };
}

/** A page, or the errors in its place and the answer that holds them. */
type Turn = FoundPage | { readonly errors: readonly Fault[]; readonly body: string; readonly after: unknown };

/**
 * Streams all rows of the one connection of a query that takes `$first` and `$after`, one JSON object a line, page by page, as
 * fast as they are taken. A page that fails ends it with a line that holds `errors` and the cursor to go on `after`. `execute` is to
 * refuse mutations: they would be done for each page.
 */
export function serveExport(http: FastifyInstance, execute: ExecuteRequest, options: RouteShorthandOptions): void {
  http.post('/graphql/export', options, async (request, reply) => {
    const turns = turnsOf(execute, request, reply);
    const { value: first } = await turns.next();
    void reply.header('cache-control', 'no-store');
    if (first && 'errors' in first) {
      const { retryAfter } = first.errors[0]?.extensions ?? {};
      if (retryAfter !== undefined) void reply.header('retry-after', Math.ceil(retryAfter));
      return reply.code(statusOf(first.errors)).type('application/json; charset=utf-8').send(first.body);
    }
    // nginx would take all of it at once, and put on its disk what the client has not taken.
    void reply.type('application/x-ndjson; charset=utf-8').header('x-accel-buffering', 'no');
    return reply.send(Readable.from(linesOf(first, turns)));
  });
}

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 502,
  UPSTREAM_MALFORMED: 502,
  INTERNAL_SERVER_ERROR: 500,
};

/** No row has been sent, so the status can tell: what is not in the table is the client's to mend. */
const statusOf = ([first]: readonly Fault[]) => statuses[first?.extensions?.code ?? ''] ?? 400;

/**
 * The pages one after the other; whatever fails is the last. They are let in together, and count as one operation until the last
 * is sent.
 */
async function* turnsOf(
  execute: ExecuteRequest,
  request: FastifyRequest,
  { raw }: FastifyReply,
): AsyncGenerator<Turn, undefined> {
  const { variables } = (request.body ?? {}) as { variables?: Record<string, unknown> };
  const first = variables?.['first'] ?? PAGE_SIZE;
  if (first === 0) return void (yield refusal(NO_ROWS, null));
  let how: How = { countsUntil: raw };
  for (let after = variables?.['after'] ?? null; ;) {
    if (hasExpired(accessOf(request))) return void (yield refusal(EXPIRED, after, 'UNAUTHENTICATED'));
    const asked = { ...variables, first, after };
    const { body } = await waiting(raw, (wait) => execute(request, wait, asked, how));
    how = { isAdmitted: true };
    const { data, errors } = JSON.parse(body) as { data?: unknown; errors?: readonly Fault[] };
    if (errors?.length) return void (yield { errors, body, after });
    const page = pageIn(data);
    if (typeof page === 'string') return void (yield refusal(page, after));
    if (page.next !== null && page.next === after)
      return void (yield refusal('The query does not take `$after`: every page is the first.', after));
    yield page;
    if (page.next === null) return;
    after = page.next;
  }
}

const NO_ROWS = '"first" is 0: pages of no rows would make every list an empty one.';

function refusal(message: string, after: unknown, code = 'BAD_USER_INPUT'): Turn {
  const errors = [{ message, extensions: { code } }];
  return { errors, body: JSON.stringify({ errors }), after };
}

async function* linesOf(first: Turn | undefined, rest: AsyncGenerator<Turn, undefined>): AsyncGenerator<string> {
  if (first) yield lineOf(first);
  for await (const turn of rest) yield lineOf(turn);
}

/** The lines of a whole page at once: a write for each row would cost more than the row. */
function lineOf(turn: Turn): string {
  if ('errors' in turn) return `${JSON.stringify({ errors: turn.errors, after: turn.after })}\n`;
  return turn.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
