import { buildClientSchema, getIntrospectionQuery, type GraphQLFormattedError } from 'graphql';
import { expect, test } from 'vitest';
import { Random } from '../../src/simulator/random.js';
import { useGateway, type TestGateway } from '../support/gateway.js';
import { DocumentMaker } from './random-document.js';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);

const fleet = { devices: 30, onExchange: () => {} };
const compiled = useGateway(fleet);
const interpreted = useGateway({ ...fleet, env: { EXECUTION: 'interpreted' } });

/**
 * What an error tells, and for those below a place that is null only which place that is: how many of them are told hangs on which comes
 * first, as the specification leaves open.
 */
function toldOf(error: GraphQLFormattedError, data: unknown): string {
  const { path = [] } = error;
  let at = data;
  const end = path.findIndex((key) => (at = (at as Record<string | number, unknown> | null)?.[key]) == null);
  return JSON.stringify(end < path.length - 1 ? { below: path.slice(0, end + 1) } : error);
}

/** What a client gets and what the REST API is asked for it, whatever the order in which things come in. */
async function told(gateway: TestGateway, query: string, variables: Record<string, unknown>) {
  const { status, data, errors = [], calls } = await gateway.query(query, { variables });
  return {
    status,
    data: data as unknown,
    errors: [...new Set(errors.map((error) => toldOf(error, data)))].toSorted(),
    calls: calls.toSorted(),
  };
}

test(
  'both executors give the same answer to a document, for the same calls',
  async () => {
    const { data } = await compiled.query(getIntrospectionQuery());
    const schema = buildClientSchema(data as Parameters<typeof buildClientSchema>[0]);
    const maker = new DocumentMaker(schema, new Random(2, 'executors', 0));
    for (let n = 0; n < RUNS; n++) {
      const { query, variables } = maker.make();
      const [one, other] = [await told(compiled, query, variables), await told(interpreted, query, variables)];
      expect(one, `${query} ${JSON.stringify(variables)}`).toEqual(other);
    }
  },
  Math.max(1, RUNS / 500) * 60_000,
);
