import type { GraphiQLProps } from 'graphiql';
import { createClient } from 'graphql-sse';
import { operationIn, readDocument } from './selection.js';

type Fetcher = GraphiQLProps['fetcher'];
type FetcherParams = Parameters<Fetcher>[0];
type Subscribe = Extract<Awaited<ReturnType<Fetcher>>, { subscribe: unknown }>['subscribe'];
type WrittenHeaders = Readonly<Record<string, string>>;

interface Observer {
  next(answer: object): void;
  error(error: unknown): void;
  complete(): void;
}

interface AnyAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** The key in use. An object and not a value: a fetcher that changes would make GraphiQL load the schema anew. */
export interface KeyHolder {
  current: string;
  /** The tenant it belongs to, by name; empty for the default. */
  tenant: string;
}

/** Asks the gateway. Answers as an observable, because that is what GraphiQL's stop button can cancel. */
export function createFetcher(endpoint: string, key: KeyHolder): Fetcher {
  return (params, options) => {
    const subscribe = (observer: Observer) => {
      const known = withKnownName(params);
      const headers = headersFor(key, options?.headers);
      if (isSubscription(known)) return { unsubscribe: watch(endpoint, known, headers, observer) };
      const abort = new AbortController();
      const { signal } = abort;
      ask(endpoint, known, headers, signal).then(
        (answer) => {
          if (signal.aborted) return;
          observer.next(answer);
          observer.complete();
        },
        (error: unknown) => {
          if (!signal.aborted) observer.error(withoutStack(error));
        },
      );
      return { unsubscribe: () => abort.abort() };
    };
    // The type also has forms of plain functions; GraphiQL only uses the one with an observer.
    return { subscribe: subscribe as Subscribe };
  };
}

/** GraphiQL shows all that an error has; where in the code of this page it was thrown tells nobody anything. */
function withoutStack(error: unknown): unknown {
  if (error instanceof Error) delete error.stack;
  return error;
}

/** GraphiQL learns the name of the operation a moment after its tab was opened: one that is not in the document is an old one. */
function withKnownName({ operationName, ...params }: FetcherParams): FetcherParams {
  const document = readDocument(params.query);
  const isKnown = document && operationName && operationIn(document, operationName)?.name?.value === operationName;
  return isKnown ? { ...params, operationName } : params;
}

function isSubscription({ query, operationName }: FetcherParams): boolean {
  const document = readDocument(query);
  return document !== null && operationIn(document, operationName)?.operation === 'subscription';
}

/** Follows a subscription by Server-Sent Events; gives what ends it. */
function watch(url: string, { query, operationName, variables }: FetcherParams, headers: Headers, observer: Observer) {
  const client = createClient({ url, headers: Object.fromEntries(headers) });
  return client.subscribe(
    { query, ...(operationName && { operationName }), variables: variables as Record<string, unknown> },
    {
      next: (answer) => observer.next(answer),
      error: (error) => observer.error(withoutStack(error)),
      complete: observer.complete,
    },
  );
}

/** Asks for what the page itself wants to know: gives the data, or throws when there are errors. */
export function createAsk(endpoint: string, key: KeyHolder) {
  return async (query: string, signal: AbortSignal): Promise<unknown> => {
    const answer = (await ask(endpoint, { query }, headersFor(key, undefined), signal)) as AnyAnswer;
    const [error] = answer.errors ?? [];
    if (error) throw new Error(error.message);
    return answer.data;
  };
}

/** What is written in the headers tab wins over the key field. */
function headersFor({ current: key, tenant }: KeyHolder, written: WrittenHeaders | undefined): Headers {
  const headers = new Headers({ accept: 'application/json', 'x-esper-explain': '1' });
  if (key !== '') headers.set('authorization', `Bearer ${key}`);
  if (tenant !== '') headers.set('x-esper-tenant', tenant);
  for (const [name, value] of Object.entries(written ?? {})) headers.set(name, value);
  headers.set('content-type', 'application/json');
  return headers;
}

async function ask(endpoint: string, params: unknown, headers: Headers, signal: AbortSignal): Promise<object> {
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(params), signal }).catch(
    (cause: unknown) => {
      throw new Error('The gateway could not be reached. Is it still running?', { cause });
    },
  );
  const text = await response.text();
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new Error(`The gateway answered ${response.status} with something that is not JSON: ${text.slice(0, 200)}`);
  }
}
