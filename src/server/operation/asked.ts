import type {
  GraphQLRequestContext,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
} from '@apollo/server';
import type { Context } from '../../domains/context.js';

/** An operation that is about to be carried out, of a document that is valid for the schema. */
export type Asked = Pick<
  GraphQLRequestContextDidResolveOperation<Context>,
  'document' | 'operation' | 'operationName' | 'request' | 'contextValue'
> &
  Pick<GraphQLRequestContext<Context>, 'queryHash'>;

/** What a client sent, read or not, and its answer, which is about to go out. */
export type Answered = Pick<
  GraphQLRequestContext<Context>,
  'operation' | 'operationName' | 'queryHash' | 'request' | 'contextValue'
> &
  Pick<GraphQLRequestContextWillSendResponse<Context>, 'response'>;
