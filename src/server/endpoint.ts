import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../domains/context.js';
import type { OperationFacts } from '../telemetry/operation.js';
import { bodyById, searchById } from './documents/document-id.js';
import type { Leaving } from './flight/crowd.js';
import type { Flights, WholeAnswer } from './flight/flights.js';
import { sharedBody } from './flight/cost-of-sharing.js';
import type { RequestFacts } from './request-facts.js';

export interface EndpointOptions {
  readonly apollo: ApolloServer<Context>;
  readonly context: (request: FastifyRequest, asking: Leaving) => Promise<Context>;
  readonly flights: Flights;
  /** The name under which the answer may be shared; null when it may not. */
  readonly keyOf: (request: FastifyRequest) => string | null;
  /** Told of a request that was answered with what another one had asked for. */
  readonly onShared: (request: FastifyRequest, told: OperationFacts, how: 'joined' | 'kept', ms: number) => void;
}

/** The GraphQL endpoint: Apollo Server behind Fastify, with answers shared by those who ask the same. */
export function graphqlEndpoint({ apollo, context, flights, keyOf, onShared }: EndpointOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const { answer, how, ageMs } = await flights.answer(
      keyOf(request),
      reply.raw,
      async (crowd): Promise<WholeAnswer> => {
        let facts: RequestFacts | undefined;
        const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: asApollo(request),
          context: async () => {
            const made = await context(request, crowd);
            facts = made.request;
            return made;
          },
        });
        if (body.kind !== 'complete') throw new Error('Answers in pieces are not served here.');
        return { status: status ?? 200, headers, body: body.string, told: facts?.told };
      },
    );
    void reply.code(answer.status).headers(Object.fromEntries(answer.headers));
    if (how === 'executed') return answer.body;
    void reply.headers({ 'x-esper-shared': how, age: Math.floor(ageMs / 1000) });
    if (answer.told) onShared(request, answer.told, how, reply.elapsedTime);
    return bodyFor(answer, how);
  };
}

/** What is sent to those who share an answer: made once, for the first of them. */
const bodies = new WeakMap<WholeAnswer, { joined?: string; kept?: string }>();

function bodyFor(answer: WholeAnswer, how: 'joined' | 'kept'): string {
  const made = bodies.get(answer) ?? {};
  bodies.set(answer, made);
  return (made[how] ??= sharedBody(answer.body, how));
}

function asApollo({ method, url, headers, body }: FastifyRequest) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value) map.set(name, [value].flat().join(', '));
  const at = url.indexOf('?');
  return {
    method: method.toUpperCase(),
    headers: map,
    search: at < 0 ? '' : searchById(url.slice(at)),
    body: bodyById(body),
  };
}
