import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../domains/context.js';
import { bodyById, searchById } from './documents/document-id.js';
import type { Leaving } from './flight/crowd.js';
import type { WholeAnswer } from './flight/flights.js';
import type { RequestFacts } from './request-facts.js';

/** Carries out the operation of a request through Apollo Server, with the request's variables unless there are others. */
export function executor(
  apollo: ApolloServer<Context>,
  context: (request: FastifyRequest, asking: Leaving) => Promise<Context>,
) {
  return async (request: FastifyRequest, asking: Leaving, variables?: object): Promise<WholeAnswer> => {
    let facts: RequestFacts | undefined;
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asApollo(request, variables),
      context: async () => {
        const made = await context(request, asking);
        facts = made.request;
        return made;
      },
    });
    if (body.kind !== 'complete') throw new Error('Answers in pieces are not served here.');
    return { status: status ?? 200, headers, body: body.string, told: facts?.told };
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
  const at = url.indexOf('?');
  return {
    method: method.toUpperCase(),
    headers: map,
    search: at < 0 ? '' : searchById(url.slice(at)),
    body: variables ? { ...(bodyById(body) as object), variables } : bodyById(body),
  };
}
