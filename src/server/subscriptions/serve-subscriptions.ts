import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Context } from '../../domains/context.js';
import type { ContextFactory } from '../context.js';
import { bodyById } from '../documents/document-id.js';
import type { Polls } from '../../upstream/polls.js';
import { subscriptionOf } from './subscription.js';
import { OpenSubscriptions, type SubscriptionGauge } from './open-subscriptions.js';

export interface SubscriptionsOptions {
  readonly schema: GraphQLSchema;
  /** Carries out what a subscription is told at one moment, of the schema `asQueries` makes. */
  readonly apollo: ApolloServer<Context>;
  readonly contextOf: ContextFactory;
  readonly documents: { get(key: string): Promise<string | undefined> };
  readonly config: Config;
  readonly log: Logger;
  readonly polls: Polls;
  /** Counts the subscriptions that are open. */
  readonly gauge: SubscriptionGauge;
  /** Aborts when the gateway closes: streams end in the middle, so that their clients come again, to another one. */
  readonly closing: AbortSignal;
}

export const STREAM_PATH = '/graphql/stream';

const ACCEPT = 'text/event-stream';

/** Whether a request for the GraphQL endpoint wants to be told by events and nothing else. */
export const wantsEvents = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes(ACCEPT) && accept.split(',', 1)[0]?.split(';', 1)[0]?.trim() === ACCEPT;

/**
 * Serves subscriptions by Server-Sent Events, one connection for each: the protocol of graphql-sse, in distinct connections
 * mode. Gives the handler, for the endpoint of queries to hand over to.
 */
export function serveSubscriptions(http: FastifyInstance, options: SubscriptionsOptions, route: RouteShorthandOptions) {
  const { closing, config, documents } = options;
  setMaxListeners(0, closing); // every stream listens
  const open = new OpenSubscriptions(config.SUBSCRIPTION_LIMIT, options.gauge);
  const subscribe = subscriptionOf(options, open);
  const handle = createHandler<undefined>({
    authenticate: () => null,
    onSubscribe: ({ raw, context: { reply } }, params) => subscribe(raw, reply, params) as Promise<ExecutionResult>,
  });

  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    request.headers.accept = ACCEPT; // no other answer is served here, whatever else the client would take
    request.body = await withText(request.body, documents);
    reply.hijack();
    reply.header('x-accel-buffering', 'no'); // nginx would keep events back
    const cut = () => reply.raw.destroy();
    closing.addEventListener('abort', cut, { once: true });
    reply.raw.once('close', () => closing.removeEventListener('abort', cut));
    await handle(request, reply);
  };
  http.route({ url: STREAM_PATH, method: ['GET', 'POST'], ...route, handler });
  return handler;
}

/** The body with the text of its document, where it has only the id. */
async function withText(body: unknown, documents: SubscriptionsOptions['documents']): Promise<unknown> {
  const named = bodyById(body) as {
    query?: unknown;
    extensions?: { persistedQuery?: { sha256Hash?: unknown } };
  } | null;
  const hash = named?.extensions?.persistedQuery?.sha256Hash;
  if (named?.query !== undefined || typeof hash !== 'string') return body;
  return { ...named, query: await documents.get(hash) };
}
