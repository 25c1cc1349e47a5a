import { fetch, type Dispatcher } from 'undici';
import { FleetError, type AnswerError } from './fleet-error.js';

export interface ClientOptions {
  /** The endpoint, such as `https://fleet.example.com/graphql`. */
  readonly url: string;
  /** The Esper API key, or the token the gateway wants in its place. */
  readonly key: string;
  /** Headers sent along with every request, such as `x-esper-tenant`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Another way to send, such as a Pool or an agent with certificates. */
  readonly dispatcher?: Dispatcher;
}

export interface RequestOptions {
  /** Gives up, and lets the gateway give up, when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the gateway gives up. */
  readonly timeoutMs?: number | undefined;
  /** Asks for nothing that was kept. */
  readonly fresh?: boolean | undefined;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const UNFIT_URL = 'The url must be an http or https URL without a password, such as https://fleet.example.com/graphql.';
const UNFIT_KEY = 'The key must be the key alone: printable ASCII without blanks or line breaks.';

/** What is wrong with these, which no later try would mend. The errors of `fetch` itself would tell the key, and other secrets. */
function faultOf({ url, key, headers = {} }: ClientOptions): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) return UNFIT_URL;
  if (!/^[\x21-\x7e]*$/.test(key.trim())) return UNFIT_KEY;
  const [unfit] = Object.keys(headers).filter(
    (name) => !/^[\t\x20-\x7e\x80-\xff]*$/.test(String(headers[name]).trim()),
  );
  return unfit === undefined ? null : `The header ${unfit} holds what no header can, such as a line break.`;
}

/** Why there is no answer, such as `: ECONNREFUSED`, where the system has a word for it. */
function why(failure: unknown): string {
  const { code } = ((failure as Error).cause ?? failure) as { code?: unknown };
  return typeof code === 'string' ? `: ${code}` : '';
}

/**
 * Sends an operation once: the gateway repeats what may be repeated. Throws FleetError when any part of it failed; what arrived
 * is in its `detail.data`.
 */
export async function request(
  options: ClientOptions,
  query: { toString(): string },
  variables: unknown,
  { signal, timeoutMs, fresh = false }: RequestOptions,
): Promise<unknown> {
  const fault = faultOf(options);
  if (fault !== null) throw new FleetError(fault, 'BAD_USER_INPUT');
  const { url, key, headers, dispatcher } = options;
  const failed = (message: string) => (cause: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw new FleetError(`${message}${why(cause)}.`, 'UNREACHABLE', { errors: [], cause });
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${key.trim()}`,
      ...headers,
      ...(timeoutMs !== undefined && { 'x-esper-timeout-ms': String(timeoutMs) }),
      ...(fresh && { 'cache-control': 'no-cache' }),
    },
    body: JSON.stringify({ query: String(query), variables }),
    redirect: 'error', // the key goes nowhere else
    ...(signal && { signal }),
    ...(dispatcher && { dispatcher }),
  }).catch(failed(`${url} cannot be reached`));
  const text = await response.text().catch(failed(`The answer of ${url} broke off`));
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const notGraphql = (cause?: unknown) => {
    const { status } = response;
    const message = `${url} answered with ${status}, and not with a GraphQL answer.`;
    return new FleetError(message, 'NOT_GRAPHQL', { errors: [], status, requestId, cause });
  };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw notGraphql(cause);
  }
  if (!isAnswer(answer)) throw notGraphql();
  const [first] = answer.errors ?? [];
  if (!first) return answer.data;
  const { code = 'INTERNAL_SERVER_ERROR', retryAfter } = first.extensions ?? {};
  throw new FleetError(first.message, String(code), {
    errors: answer.errors ?? [],
    data: answer.data,
    retryAfter: typeof retryAfter === 'number' ? retryAfter : undefined,
    requestId,
  });
}

/** Whether JSON is what a GraphQL server says, and not what a proxy before it says, such as `{"message":"Forbidden"}`. */
function isAnswer(json: unknown): json is Answer {
  if (typeof json !== 'object' || json === null) return false;
  const { data, errors } = json as { data?: unknown; errors?: unknown };
  if (errors === undefined) return data !== undefined;
  return Array.isArray(errors) && errors.every(isAnswerError) && (errors.length > 0 || data !== undefined);
}

const isAnswerError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
