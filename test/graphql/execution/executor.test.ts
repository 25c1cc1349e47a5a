import { setImmediate } from 'node:timers/promises';
import { parse, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compiledExecutor, interpretedExecutor } from '../../../src/graphql/execution/executor.js';
import { FieldBudget } from '../../../src/graphql/limits.js';
import { Random } from '../../../src/simulator/random.js';
import { DocumentMaker } from '../../fuzz/random-document.js';
import { moodySchema } from './moody-schema.js';

const context = () => ({ budget: new FieldBudget(100_000) });

/** As a client is sent it. */
function told({ data, errors = [] }: ExecutionResult) {
  const sent = JSON.parse(JSON.stringify({ data, errors })) as { data?: unknown; errors: GraphQLFormattedError[] };
  return {
    ...sent,
    errors: sent.errors.map((error) => ({ text: JSON.stringify(error), place: placeOf(error, sent.data) })),
  };
}

/** The path of what is null in the answer because of an error. */
function placeOf({ path = [] }: GraphQLFormattedError, data: unknown): string {
  const keys: (string | number)[] = [];
  for (let value: unknown = data; value !== null && value !== undefined && keys.length < path.length;) {
    keys.push(path[keys.length] as string | number);
    value = (value as Record<string | number, unknown>)[keys.at(-1) as string | number];
  }
  return keys.join('.');
}

/**
 * The errors without those of which the specification leaves open whether they are told: what else is wrong with something that has
 * become null already. Which of them is met first hangs on how soon each is noticed.
 */
function essential(errors: ReturnType<typeof told>['errors'], others: ReturnType<typeof told>['errors']) {
  const both = new Set(errors.map(({ text }) => text).filter((text) => others.some((other) => other.text === text)));
  const places = new Set(others.map(({ place }) => place));
  return errors
    .filter(({ text, place }) => both.has(text) || !places.has(place))
    .map(({ text }) => text)
    .toSorted();
}

/**
 * Runs something whose rejections nobody handles: graphql-js leaves those of items behind when a later item of their list fails at
 * once. It is heard of all others, those of the compiled executor among them.
 */
async function deaf<T>(run: () => Promise<T>): Promise<T> {
  const ears = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});
  try {
    const result = await run();
    await setImmediate();
    return result;
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const ear of ears) process.on('unhandledRejection', ear);
  }
}

describe('documents at random, on schemas whose fields are late, missing and broken at random', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('both executors answer alike (seed %i)', async (seed) => {
    const schema = moodySchema(seed, seed % 2 ? 5 : 50);
    const [compiled, interpreted] = [compiledExecutor(schema), interpretedExecutor(schema)];
    const maker = new DocumentMaker(schema, new Random(seed, 'execution', 0));
    for (let n = 0; n < 25; n++) {
      const { query, variables } = maker.make();
      const document = parse(query);
      const expected = told(await deaf(() => interpreted({ document, variables, context: context() })));
      for (const time of ['first', 'second']) {
        const found = told(await compiled({ document, variables, context: context() }));
        expect(found.data, `${time} ${query}`).toEqual(expected.data);
        expect(essential(found.errors, expected.errors), query).toEqual(essential(expected.errors, found.errors));
      }
    }
  });
});
