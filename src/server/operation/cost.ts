import type { GraphQLSchema } from 'graphql';
import type { Config } from '../../config.js';
import type { Estimate } from '../../graphql/cost/estimate.js';
import { Pricing } from '../../graphql/cost/pricing.js';
import { priceByCounts, type Sizes } from '../../graphql/cost/sizes.js';
import { limitExceeded } from '../../graphql/errors.js';
import type { Execute } from '../../graphql/execution/executor.js';
import { withStatus } from '../http/with-status.js';
import type { Answered, Asked } from './asked.js';

type Limits = Pick<Config, 'LIMIT_COST_CALLS' | 'LIMIT_COST_ROWS'>;

/**
 * Prices every operation before it is carried out, refuses those that are too dear, and shows in `extensions.upstream` what
 * the answer cost, beside the price. What could be too dear is priced by what there is to be asked for, which `execute` counts.
 */
export function cost(schema: GraphQLSchema, { LIMIT_COST_CALLS, LIMIT_COST_ROWS }: Limits, execute: Execute) {
  const limit = { calls: LIMIT_COST_CALLS, rows: LIMIT_COST_ROWS };
  const pricing = new Pricing(schema);
  const isFine = ({ calls, rows }: Estimate) => calls <= limit.calls && rows <= limit.rows;

  /** Before it can ask for anything, calls may be taken to learn the enterprise. */
  const priceOf = ({ document, operation, request }: Asked, toLearn: number, sizes?: Sizes): Estimate | undefined => {
    const price = operation && pricing.price(document, operation, request.variables, sizes);
    return price?.calls ? { ...price, calls: price.calls + toLearn } : price;
  };
  const toLearn = ({ contextValue }: Asked) => contextValue.sources.enterprise.callsToLearn();
  const refuseDear = ({ calls, rows }: Estimate) => {
    refuse('LIMIT_COST_CALLS', calls, limit.calls, 'REST calls');
    refuse('LIMIT_COST_ROWS', rows, limit.rows, 'rows');
  };

  return {
    /** To be called before anything can refuse the operation, so that it is told the price all the same. */
    price(asked: Asked): void {
      asked.contextValue.price = priceOf(asked, toLearn(asked));
    },
    /** To be waited for only where it gives something to wait for: most operations are cheap enough. */
    refuse(asked: Asked): Promise<void> | undefined {
      const { contextValue: context } = asked;
      const { price } = context;
      if (!price || isFine(price)) return undefined;
      const before = toLearn(asked);
      return priceByCounts({
        lists: pricing.lists,
        price: (sizes) => priceOf(asked, before, sizes) ?? price,
        isFine,
        ask: (document) => execute({ document, context }),
      }).then((counted) => refuseDear((context.price = counted)));
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
