import type { GraphQLSchema } from 'graphql';
import type { Config } from '../../config.js';
import { Pricing } from '../../graphql/cost/pricing.js';
import { limitExceeded } from '../../graphql/errors.js';
import { withStatus } from '../http/with-status.js';
import type { Answered, Asked } from './asked.js';

type Limits = Pick<Config, 'LIMIT_COST_CALLS' | 'LIMIT_COST_ROWS'>;

/**
 * Prices every operation before it is carried out, refuses those that are too dear, and shows in `extensions.upstream` what
 * the answer cost, beside the price.
 */
export function cost(schema: GraphQLSchema, { LIMIT_COST_CALLS, LIMIT_COST_ROWS }: Limits) {
  const limit = { calls: LIMIT_COST_CALLS, rows: LIMIT_COST_ROWS };
  const pricing = new Pricing(schema);

  return {
    /** To be called before anything can refuse the operation, so that it is told the price all the same. */
    price({ document, operation, request, contextValue }: Asked): void {
      const price = operation && pricing.price(document, operation, request.variables);
      if (!price) return;
      const learning = price.calls > 0 ? contextValue.sources.enterprise.callsToLearn() : 0;
      contextValue.price = { ...price, calls: price.calls + learning };
    },
    refuse({ contextValue: { price } }: Asked): void {
      if (!price) return;
      refuse('LIMIT_COST_CALLS', price.calls, limit.calls, 'REST calls');
      refuse('LIMIT_COST_ROWS', price.rows, limit.rows, 'rows');
    },
    tell({ response: { body }, contextValue }: Answered): void {
      if (body.kind !== 'single') return;
      const { calls, trace, price: estimated } = contextValue;
      const spent = calls.cost(trace !== undefined);
      const cost = estimated && { estimated, actual: { calls: spent.calls }, limit };
      body.singleResult.extensions = {
        ...body.singleResult.extensions,
        upstream: { ...spent, ...(cost && { cost }) },
      };
    },
  };
}

function refuse(limit: keyof Limits, found: number, most: number, unit: string): void {
  if (found <= most) return;
  const what = `The operation could cost ${found} ${unit}`;
  const remedy = 'Ask for fewer rows (first), or for less of each, or in several queries.';
  throw withStatus(400, limitExceeded({ limit, found, most, what, remedy }));
}
