import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { coercedVariables, type Variables } from '../variables.js';
import { Estimator, type Estimate } from './estimate.js';
import { UNKNOWN, wholeListsOf, type Sizes, type WholeLists } from './sizes.js';
import { weightsOf, type Weights } from './weights.js';

/** Letters of sketches that are remembered at most, over all operations: variables can make many. */
const MOST_LETTERS = 4_000_000;
/** What a price takes beside its sketch, in letters. */
const PRICE_LETTERS = 200;
/** Letters of a sketch of variables beyond which its price is not worth remembering. */
const LONGEST_SKETCH = 1000;

/** What is remembered of an operation, as long as its document is. */
interface Priced {
  /** Tells it from all others. */
  readonly number: number;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Prices the operations of a schema, each but once as long as its variables differ in nothing that matters.
 *
 * A price is what may be asked of the REST API at most. The schema says of each field what it asks (weights.ts). The estimate walks
 * through what an operation selects (selected.ts, selected-objects.ts) and counts the objects in each place; the tariff turns these
 * counts into calls, by what the ways of asking take at most, which stands where these ways are: `atMost` beside the costs of the
 * planner, and `stretchCalls` beside the pages of a connection. Spending adds up, since one list may tell several fields the same.
 * What is too dear by that is priced once more by how many objects there are (sizes.ts).
 */
export class Pricing {
  /** Lists that tell how many objects there are. */
  readonly lists: WholeLists;
  readonly #weights: Weights;
  readonly #known = new WeakMap<OperationDefinitionNode, Priced>();
  readonly #prices = new LRUCache<string, Estimate>({
    maxSize: MOST_LETTERS,
    sizeCalculation: (_, sketch) => sketch.length + PRICE_LETTERS,
  });
  #operations = 0;

  constructor(private readonly schema: GraphQLSchema) {
    this.#weights = weightsOf(schema);
    this.lists = wholeListsOf(schema, this.#weights);
  }

  /** The price of an operation of a valid document; undefined when it cannot be carried out with these variables. */
  price(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables = {},
    sizes: Sizes = UNKNOWN,
  ): Estimate | undefined {
    const { schema } = this;
    const coerced = coercedVariables(schema, operation, variables);
    const type = schema.getRootType(operation.operation);
    if (!coerced || !type) return undefined;
    const { number, fragments } = this.#priced(document, operation);
    const sketch = `${number} ${sketchOf(coerced)}${[...sizes].join(' ')}`;
    const known = this.#prices.get(sketch);
    if (known) return known;
    const price = new Estimator({ schema, fragments, variables: coerced }, this.#weights, sizes).price(type, operation);
    if (sketch.length <= LONGEST_SKETCH) this.#prices.set(sketch, price);
    return price;
  }

  #priced({ definitions }: DocumentNode, operation: OperationDefinitionNode): Priced {
    const known = this.#known.get(operation);
    if (known) return known;
    const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    const number = this.#operations++;
    const made = { number, fragments: new Map(fragments.map((node) => [node.name.value, node])) };
    this.#known.set(operation, made);
    return made;
  }
}

/** As much of variables as a price can hang on: numbers and flags, how long lists are, and of all else whether it is given. */
const sketchOf = (variables: object): string =>
  JSON.stringify(variables, (_, value: unknown) => {
    if (typeof value === 'string') return '';
    return Array.isArray(value) ? value.length : value;
  });
