import type { GraphQLRequestContextDidEncounterErrors } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../../domains/context.js';
import { isMasked, isOfArguments } from '../../graphql/errors.js';
import { UpstreamError } from '../../upstream/errors.js';
import { UnfitIdError } from '../../upstream/route.js';

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
