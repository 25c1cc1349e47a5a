import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError, type FragmentDefinitionNode } from 'graphql';
import type { Config } from '../config.js';
import type { Context } from '../domains/context.js';
import { Estimator, type Estimate } from '../graphql/cost/estimate.js';
import { weightsOf, type Weights } from '../graphql/cost/weights.js';
import { limitExceeded } from '../graphql/errors.js';

type Limits = Pick<Config, 'LIMIT_COST_CALLS' | 'LIMIT_COST_ROWS'>;

/** Calls to learn which enterprise a key belongs to, once for each key. */
const TO_LEARN = 2;

/**
 * Prices every operation before it is carried out, refuses those that are too dear, and shows in `extensions.upstream` what
 * the answer cost, beside the price.
 */
export function cost({ LIMIT_COST_CALLS, LIMIT_COST_ROWS }: Limits): ApolloServerPlugin<Context> {
  const limit = { calls: LIMIT_COST_CALLS, rows: LIMIT_COST_ROWS };
  let weights: Weights = new Map();

  return {
    serverWillStart: async ({ schema }) => {
      weights = weightsOf(schema);
    },
    requestDidStart: async () => {
      let estimated: Estimate | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
          if (!operation) return;
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
          const type = schema.getRootType(operation.operation);
          if (!coerced || !type) return; // it will not be carried out
          const fragments = new Map(
            document.definitions
              .filter((node): node is FragmentDefinitionNode => node.kind === 'FragmentDefinition')
              .map((node) => [node.name.value, node]),
          );
          const price = new Estimator({ schema, fragments, variables: coerced }, weights).price(type, operation);
          const isLearnt = price.calls === 0 || contextValue.sources.enterprise.isKnown();
          estimated = { ...price, calls: price.calls + (isLearnt ? 0 : TO_LEARN) };
          refuse('LIMIT_COST_CALLS', estimated.calls, limit.calls, 'REST calls');
          refuse('LIMIT_COST_ROWS', estimated.rows, limit.rows, 'rows');
        },
        willSendResponse: async ({ response: { body }, contextValue }) => {
          if (body.kind !== 'single') return;
          const spent = contextValue.calls.cost(contextValue.trace !== undefined);
          const cost = estimated && { estimated, actual: { calls: spent.calls }, limit };
          body.singleResult.extensions = {
            ...body.singleResult.extensions,
            upstream: { ...spent, ...(cost && { cost }) },
          };
        },
      };
    },
  };
}

function refuse(limit: keyof Limits, found: number, most: number, unit: string): void {
  if (found <= most) return;
  const what = `The operation could cost ${found} ${unit}`;
  const remedy = 'Ask for fewer rows (first), or for less of each, or in several queries.';
  const error = limitExceeded({ limit, found, most, what, remedy });
  throw new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: 400 } } });
}
