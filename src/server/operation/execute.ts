import { HeaderMap, type GraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../domains/context.js';
import { bodyById, searchById } from '../documents/document-id.js';
import { searchOf } from '../documents/sent-text.js';
import type { Leaving } from '../flight/crowd.js';
import type { WholeAnswer } from '../flight/flights.js';
import type { Apollo } from './apollo.js';
import type { ContextFactory, How } from './context.js';
import { plainOperation } from './plain-operation.js';

/** Values of `Accept` whose answer is remembered: there are as many as there are kinds of clients. */
const MOST_ACCEPTED = 100;

/** What is known of the clients that accept the same. */
interface Dialect {
  /** The type in which they are answered. */
  readonly type: string;
  /** Their requests, as far as Apollo Server still looks at them. */
  readonly http: NonNullable<GraphQLRequest['http']>;
}

/** Carries out the operation of a request, with the request's variables unless there are others. */
export type ExecuteRequest = (
  request: FastifyRequest,
  asking: Leaving,
  variables?: object,
  how?: How,
) => Promise<WholeAnswer>;

/**
 * Carries out operations through Apollo Server. Its HTTP layer reads what is odd and tells what is wrong. A plain operation goes
 * past it, once it is known from that layer in which type this client is to be answered; and past Apollo Server altogether once it
 * is known to be valid.
 */
export function requestExecutor({ server, again }: Apollo, context: ContextFactory): ExecuteRequest {
  const known = new LRUCache<string, Dialect>({ max: MOST_ACCEPTED });

  const byHttp = async (
    request: FastifyRequest,
    contextValue: () => Promise<Context>,
    variables?: object,
  ): Promise<WholeAnswer> => {
    let facts: Context['request'] | undefined;
    const { status, headers, body } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asApollo(request, variables),
      context: async () => {
        const made = await contextValue();
        facts = made.request;
        return made;
      },
    });
    if (body.kind !== 'complete') throw new Error('Answers in pieces are not served here.');
    if (facts?.told && status === undefined) learn(request, headers.get('content-type'));
    return { status: status ?? 200, headers, body: body.string, told: facts?.told };
  };

  const learn = ({ headers: { accept = '' } }: FastifyRequest, type: string | undefined): void => {
    const headers = new HeaderMap([['accept', accept]]);
    if (type && !known.has(accept))
      known.set(accept, { type, http: { method: 'POST', headers, search: '', body: null } });
  };

  return async (request, asking, variables, how) => {
    const operation = plainOperation(request);
    const dialect = operation && known.get(request.headers.accept ?? '');
    if (!operation || !dialect) return byHttp(request, () => context(request, asking, how), variables);
    let contextValue: Context;
    try {
      contextValue = await context(request, asking, how);
    } catch (error) {
      return byHttp(request, () => Promise.reject(error));
    }
    const { type, http: asked } = dialect;
    const plain = { ...operation, ...(variables && { variables }), http: asked };
    const { body, http } =
      (await again(plain, contextValue)) ?? (await server.executeOperation(plain, { contextValue }));
    if (body.kind !== 'single') throw new Error('Answers in pieces are not served here.');
    const { errors, data, extensions } = body.singleResult;
    const { status = 200, headers } = http;
    headers.set('content-type', type);
    const text = `${JSON.stringify({ errors, data, extensions })}\n`;
    return { status, headers, body: text, told: contextValue.request.told };
  };
}

/** The headers that Apollo Server looks at: what is sent and accepted, and what tells that no page of another site sent it. */
const told = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'];

function asApollo({ method, url, headers, body }: FastifyRequest, variables: object | undefined) {
  const map = new HeaderMap();
  for (const name of told) {
    const value = headers[name];
    if (value) map.set(name, String(value));
  }
  // No page can have a browser send a key without asking first, and no browser sends one by itself.
  if (/^bearer /i.test(headers.authorization ?? '')) map.set('apollo-require-preflight', '1');
  return {
    method: method.toUpperCase(),
    headers: map,
    search: searchById(searchOf({ url })),
    body: variables ? { ...(bodyById(body) as object), variables } : bodyById(body),
  };
}
