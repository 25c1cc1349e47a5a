import { getNamedType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Estimate } from './estimate.js';
import { isConnection } from './selected-objects.js';
import type { Weights } from './weights.js';

/** How many objects of a type there are at most, by its name. Of a type that is not in it, there may be any number. */
export type Sizes = ReadonlyMap<string, number>;

export const UNKNOWN: Sizes = new Map();

/** The fields of the query that list all objects of a type, by its name. */
export type WholeLists = ReadonlyMap<string, string>;

export function wholeListsOf(schema: GraphQLSchema, weights: Weights): WholeLists {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) => weights.get(field)?.all);
  return new Map(
    fields.map((field) => {
      const type = getNamedType(field.type);
      const nodes = isConnection(type) ? type.getFields()['nodes'] : undefined;
      if (!nodes) throw new Error(`"${field.name}" is said to list all objects of a type, and is no connection.`);
      return [getNamedType(nodes.type).name, field.name];
    }),
  );
}

export interface Counting {
  readonly lists: WholeLists;
  /** Prices the operation where there are so many objects. */
  readonly price: (sizes: Sizes) => Estimate;
  /** Whether the operation may cost that. */
  readonly isFine: (price: Estimate) => boolean;
  /** Carries out a query. Rejects for nothing. */
  readonly ask: (document: DocumentNode) => Promise<{ readonly data?: Readonly<Record<string, unknown>> | null }>;
}

/**
 * Prices an operation by how many objects there are, where it is too dear as long as nobody knows. Counts one type after
 * another, beginning with the one that could spare most, until the price is fine, or could not become so were there no objects
 * at all. The calls it takes to count are part of the price.
 */
export async function priceByCounts({ lists, price, isFine, ask }: Counting): Promise<Estimate> {
  const left = new Map(lists);
  const sizes = new Map<string, number>();
  let calls = 0;
  /** The price by what is counted so far, were there none of these types. */
  const priceWithout = (...types: string[]): Estimate => {
    const priced = price(new Map([...sizes, ...types.map((type) => [type, 0] as const)]));
    return { ...priced, calls: priced.calls + calls };
  };
  let known = priceWithout();
  while (!isFine(known) && isFine(priceWithout(...left.keys()))) {
    const [type, list] = [...left].reduce((one, other) =>
      cheaper(priceWithout(one[0]), priceWithout(other[0])) ? one : other,
    );
    left.delete(type);
    const { data } = await ask(parse(`{ ${list} { totalCount } }`));
    const { totalCount } = (data?.[list] ?? {}) as { totalCount?: number | null };
    if (totalCount != null) sizes.set(type, totalCount);
    calls++;
    known = priceWithout();
  }
  return known;
}

const cheaper = (one: Estimate, other: Estimate) =>
  one.calls === other.calls ? one.rows <= other.rows : one.calls < other.calls;
