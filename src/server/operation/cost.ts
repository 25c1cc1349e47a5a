import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Config } from '../../config.js';
import type { Estimate } from '../../graphql/cost/estimate.js';
import { Pricing } from '../../graphql/cost/pricing.js';
import { priceByCounts, type Sizes } from '../../graphql/cost/sizes.js';
import { limitExceeded } from '../../graphql/errors.js';
import type { Execute } from '../../graphql/execution/executor.js';
import { UpstreamError } from '../../upstream/errors.js';
import { statusOf } from '../http/refused-request.js';
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
  const priceOf = ({ document, operation, request }: Asked, learning: number, sizes?: Sizes): Estimate | undefined => {
    const price = operation && pricing.price(document, operation, request.variables, sizes);
    return price?.calls ? { ...price, calls: price.calls + learning } : price;
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
      const learning = toLearn(asked); // nothing is left of it once something was counted
      let failure: UpstreamError | undefined;
      return priceByCounts({
        lists: pricing.lists,
        price: (sizes) => priceOf(asked, learning, sizes) ?? price,
        isFine,
        ask: async (document) => {
          const { data, errors } = await execute({ document, context });
          failure ??= failureIn(errors);
          return { data };
        },
      }).then((counted) => {
        context.price = counted;
        if (failure && !isFine(counted)) throw toldAlone(failure);
        refuseDear(counted);
      });
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

/** Failures that leave open what an operation may cost: they pass, or are mended by another key. */
const OPEN: readonly string[] = ['UNAUTHENTICATED', 'RATE_LIMITED', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE'];

/** Why counting failed, where it is not known for that what the operation may cost. */
function failureIn(errors: readonly GraphQLError[] = []): UpstreamError | undefined {
  const [cause] = errors.map(({ originalError }) => originalError);
  return cause instanceof UpstreamError && OPEN.includes(cause.code) ? cause : undefined;
}

/** A failure as all that an operation is answered with: it is put into words where those of fields are. */
const toldAlone = (failure: UpstreamError): GraphQLError =>
  new GraphQLError(failure.message, {
    originalError: failure,
    extensions: { http: { status: statusOf[failure.code] } },
  });

function refuse(limit: keyof Limits, found: number, most: number, unit: string): void {
  if (found <= most) return;
  const what = `The operation could cost ${found} ${unit}`;
  const remedy = 'Ask for fewer rows (first), or for less of each, or in several queries.';
  throw withStatus(400, limitExceeded({ limit, found, most, what, remedy }));
}
