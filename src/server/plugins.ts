import type { GraphQLRequestContextDidEncounterErrors } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../domains/context.js';
import { isMasked, isOfArguments } from '../graphql/errors.js';
import { UpstreamError } from '../upstream/errors.js';
import { UnfitIdError } from '../upstream/route.js';
import type { Answered, Asked } from './asked.js';

const refused = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });

/** Refuses subscriptions where one answer is given. */
export function refuseSubscriptions({ operation }: Asked): void {
  if (operation?.operation !== 'subscription') return;
  throw refused(
    'Subscriptions are told by Server-Sent Events: send them to /graphql/stream, or with "Accept: text/event-stream".',
  );
}

/** Refuses mutations where an operation is carried out for each page: what they change would be changed as often. */
export function refuseChangesPageByPage({ operation, contextValue }: Asked): void {
  if (operation?.operation !== 'mutation' || !contextValue.isPageByPage) return;
  throw refused('Only queries are exported: send mutations to /graphql.');
}

/** Writes to the log what is masked from clients, and what resolvers threw without meaning it for them. */
export function logFaults(
  log: Logger,
  { errors, operationName, contextValue }: GraphQLRequestContextDidEncounterErrors<Context>,
): void {
  for (const error of errors) {
    const { originalError, path, extensions } = error;
    const told =
      originalError instanceof UpstreamError || originalError instanceof UnfitIdError || isOfArguments(originalError);
    const strange = originalError !== undefined && !told && extensions['code'] === undefined;
    if (!strange && !isMasked(error)) continue;
    log.error(
      { err: originalError ?? error, path, operationName, requestId: contextValue.request.id },
      'a resolver failed',
    );
  }
}

/** The same for a request that never came to be an operation. */
export function logFault(log: Logger, error: Error): void {
  if (!(error instanceof GraphQLError) || isMasked(error)) log.error({ err: error }, 'a request failed');
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
