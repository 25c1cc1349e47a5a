import type { Answered } from './asked.js';

/** An operation that was stopped for its size is told so once, in place of what there was of it. */
export function limitAnswer({ response, contextValue }: Answered): void {
  const { exceeded } = contextValue.budget;
  if (!exceeded || response.body.kind !== 'single') return;
  const { extensions } = response.body.singleResult;
  const { message, extensions: why } = exceeded;
  response.body.singleResult = {
    data: null,
    errors: [{ message, extensions: why }],
    ...(extensions && { extensions }),
  };
}

/**
 * GraphQL over HTTP: a client that accepts only `application/json` is told of errors in the body, with status 200, since it
 * cannot tell a GraphQL answer from a proxy's by its type. `application/graphql-response+json` keeps its 400.
 */
export function mendStatus({ request, response }: Answered): void {
  if (response.http.status !== 400 || !request.query) return;
  const accept = request.http?.headers.get('accept') ?? '';
  if (!accept.includes('application/graphql-response+json')) response.http.status = 200;
}
