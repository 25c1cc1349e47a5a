import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Context } from '../../src/domains/context.js';
import { badUserInput } from '../../src/graphql/errors.js';
import { legacyStatus, logFaults } from '../../src/server/plugins.js';
import { UnfitIdError } from '../../src/upstream/route.js';
import { failure } from '../support/upstream.js';

/** The listener a plugin has for one request, called with just what it looks at. */
async function hook(
  plugin: ApolloServerPlugin<Context>,
  name: 'didEncounterErrors' | 'willSendResponse',
  seen: object,
) {
  const listener = await plugin.requestDidStart?.({} as never);
  await listener?.[name]?.(seen as never);
}

const contextValue = { request: { id: 'r-1' } };

/** What is logged when a resolver throws. */
async function logged(thrown: Error): Promise<string[]> {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const error = new GraphQLError(thrown.message, { path: ['device'], originalError: thrown });
  await hook(logFaults(log), 'didEncounterErrors', { errors: [error], operationName: 'Fleet', contextValue });
  return lines;
}

test.each([
  new TypeError('x is not a function'),
  Object.assign(new Error('no such file'), { code: 'ENOENT' }),
  new GraphQLError('Int cannot represent non-integer value: "x"'),
])('what is masked from clients is logged, with its place: %s', async (thrown) => {
  const lines = await logged(thrown);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 50, err: { message: thrown.message }, path: ['device'], operationName: 'Fleet', requestId: 'r-1' },
  ]);
});

test.each([badUserInput('"first" is 9999.'), failure('NOT_FOUND'), new UnfitIdError('../x')])(
  'what clients are told is not: %s',
  async (thrown) => {
    expect(await logged(thrown)).toEqual([]);
  },
);

test('what is wrong with a query is not logged', async () => {
  const log = pino({}, { write: () => expect.unreachable() });
  const unread = new GraphQLError('Syntax Error', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  await hook(logFaults(log), 'didEncounterErrors', { errors: [unread] });
});

test('what is masked is logged though no resolver threw it', async () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  await hook(logFaults(log), 'didEncounterErrors', {
    errors: [new GraphQLError('Abstract type has no type.')],
    contextValue,
  });
  await logFaults(log).contextCreationDidFail?.({ error: new TypeError('x is not a function') } as never);
  await logFaults(log).contextCreationDidFail?.({ error: badUserInput('a header is wrong') } as never);
  expect(lines.map((line) => (JSON.parse(line) as { err: { message: string } }).err.message)).toEqual([
    'Abstract type has no type.',
    'x is not a function',
  ]);
});

test.each<[string, number, string | undefined, number]>([
  ['application/json', 400, '{ nope }', 200],
  ['*/*', 400, '{ nope }', 200],
  ['application/graphql-response+json', 400, '{ nope }', 400],
  ['application/graphql-response+json, application/json;q=0.9', 400, '{ nope }', 400],
  ['application/json', 400, undefined, 400],
  ['application/json', 500, '{ nope }', 500],
])('to who accepts %s a status %i for the query %j is %i', async (accept, status, query, given) => {
  const response = { http: { status } };
  const request = { query, http: { headers: new Map([['accept', accept]]) } };
  await hook(legacyStatus, 'willSendResponse', { request, response });
  expect(response.http.status).toBe(given);
});
