import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Context } from '../../domains/context.js';
import type { Clock } from '../../upstream/clock.js';
import type { Polls } from '../../upstream/polls.js';
import { accessOf } from '../access/access.js';
import type { Documents } from '../documents/documents.js';
import type { TrustedTexts } from '../documents/trusted-only.js';
import { RefusedRequest, refuseRequest } from '../http/refused-request.js';
import type { ContextFactory } from '../operation/context.js';
import { askedSubscription, type AskedSubscription } from './asked-subscription.js';
import { opener, type SubscriptionGauge } from './open-subscriptions.js';
import { sendEvents } from './send-events.js';
import { StreamLife } from './stream-life.js';
import { subscriptionOf } from './subscription.js';

export interface SubscriptionsOptions {
  readonly schema: GraphQLSchema;
  /** Carries out what a subscription is told at one moment, of the schema `asQueries` makes. */
  readonly apollo: ApolloServer<Context>;
  readonly contextOf: ContextFactory;
  /** Where the texts of documents are found by their hashes. */
  readonly documents: Documents;
  /** The texts that may be subscribed to; all may when left out. */
  readonly trusted?: TrustedTexts | undefined;
  readonly config: Config;
  readonly log: Logger;
  readonly polls: Polls;
  /** The time by which the tokens of open streams expire. */
  readonly clock?: Clock | undefined;
  /** Counts the subscriptions that are open. */
  readonly gauge: SubscriptionGauge;
  /** Aborts when the gateway closes: streams end in the middle, so that their clients come again, to another one. */
  readonly closing: AbortSignal;
}

const STREAM_PATH = '/graphql/stream';

const ACCEPT = 'text/event-stream';

/** Whether a request for the GraphQL endpoint wants to be told by events and nothing else. */
export const wantsEvents = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes(ACCEPT) && accept.split(',', 1)[0]?.split(';', 1)[0]?.trim() === ACCEPT;

/** Serves subscriptions by Server-Sent Events, one connection for each. Gives the handler, for the endpoint of queries to hand over to. */
export function serveSubscriptions(http: FastifyInstance, options: SubscriptionsOptions, route: RouteShorthandOptions) {
  const { closing, clock, config } = options;
  setMaxListeners(0, closing); // every stream listens
  const subscribe = subscriptionOf(options, opener(config.SUBSCRIPTION_LIMIT, options.gauge));

  const stream = async (request: FastifyRequest, reply: FastifyReply, asked: AskedSubscription): Promise<void> => {
    reply.hijack();
    // Who has gone by now is not heard to go any more: nothing would ever end what is begun for them.
    if (closing.aborted || request.raw.socket.destroyed) return void reply.raw.destroy();
    const life = new StreamLife(reply.raw, accessOf(request), clock);
    const cut = () => reply.raw.destroy();
    closing.addEventListener('abort', cut, { once: true });
    reply.raw.once('close', () => closing.removeEventListener('abort', cut));
    await sendEvents(reply, await subscribe(request, life, asked));
  };

  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    let asked: AskedSubscription;
    try {
      asked = askedSubscription(request);
    } catch (error) {
      if (error instanceof RefusedRequest && error.status === 405) void reply.header('allow', 'GET, POST');
      return void (await refuseRequest(reply, error));
    }
    await stream(request, reply, asked);
  };
  http.route({ url: STREAM_PATH, method: ['GET', 'POST'], ...route, handler });
  return handler;
}
