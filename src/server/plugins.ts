import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { Context } from '../domains/context.js';
import { UpstreamError } from '../upstream/errors.js';
import { UnfitIdError } from '../upstream/route.js';

/** Shows in `extensions.upstream` what an answer cost. */
export const showCost: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      const upstream = contextValue.calls.cost(contextValue.trace !== undefined);
      singleResult.extensions = { ...singleResult.extensions, upstream };
    },
  }),
};

/** Writes to the log what is masked from clients. */
export const logFaults = (log: Logger): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, operationName }) => {
      for (const { originalError, path, extensions } of errors) {
        const told = originalError instanceof UpstreamError || originalError instanceof UnfitIdError;
        if (!originalError || told || extensions['code'] !== undefined) continue;
        log.error({ err: originalError, path, operationName }, 'a resolver failed');
      }
    },
  }),
});

/**
 * GraphQL over HTTP: a client that accepts only `application/json` is told of errors in the body, with status 200, since it
 * cannot tell a GraphQL answer from a proxy's by its type. `application/graphql-response+json` keeps its 400.
 */
export const legacyStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const accept = request.http?.headers.get('accept') ?? '';
      const modern = accept.includes('application/graphql-response+json');
      if (!modern && response.http.status === 400 && request.query) response.http.status = 200;
    },
  }),
};
