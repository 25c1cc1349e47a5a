import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { readByName } from '../../src/graphql/records/read-by-name.js';
import { link, reference, type Reference } from '../../src/graphql/records/reference.js';
import { selectsOnly } from '../../src/graphql/records/selection.js';

export interface ThingRecord {
  id: string;
  name?: string | null;
  device_count: number;
}

/** What is known of the thing a query begins with, and the record that is fetched when that is not enough. */
export interface Known {
  known: Pick<ThingRecord, 'id'> & Partial<ThingRecord>;
  record: ThingRecord | null;
}

const typeDefs = `
  interface Named { id: ID! name: String }
  type Thing implements Named { id: ID! name: String deviceCount: Int! shout: String camelCase: String }
  type Other implements Named { id: ID! name: String }
  type Query { linked: Thing referred: Thing named: Named onlyIds: Thing }
`;

/** Runs a query on a schema with one thing, and counts how often its record is fetched. */
export async function ask(source: string, { known, record }: Known, variables: Record<string, unknown> = {}) {
  let fetched = 0;
  const fetch = async () => {
    fetched++;
    return record;
  };
  let sawOnlyIds: boolean | undefined;
  const resolvers = {
    Query: {
      linked: (_: unknown, _args: unknown, _context: unknown, info: Parameters<typeof link>[2]) =>
        link<ThingRecord>(known, fetch, info, ['shout']),
      referred: () => reference<ThingRecord>(known, fetch),
      named: (_: unknown, _args: unknown, _context: unknown, info: Parameters<typeof link>[2]) =>
        link<ThingRecord>(known, fetch, info),
      onlyIds: (_: unknown, _args: unknown, _context: unknown, info: Parameters<typeof link>[2]) => {
        sawOnlyIds = selectsOnly(info, ['id', '__typename']);
        return reference<ThingRecord>(known, fetch);
      },
    },
    Named: { __resolveType: () => 'Thing' },
    Thing: { shout: ({ id }: Reference<ThingRecord>) => `${id}!`, camelCase: () => 'own' },
  };
  const schema = readByName(makeExecutableSchema({ typeDefs, resolvers }));
  const { data, errors } = await graphql({ schema, source, variableValues: variables });
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors, fetched, sawOnlyIds };
}
