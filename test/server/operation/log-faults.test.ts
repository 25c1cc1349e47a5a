import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { badUserInput } from '../../../src/graphql/errors.js';
import { logFault, logFaults } from '../../../src/server/operation/log-faults.js';
import { UnfitIdError } from '../../../src/upstream/route.js';
import { failure } from '../../support/upstream.js';

const contextValue = { request: { id: 'r-1' } };

/** What is logged when a resolver throws. */
function logged(thrown: Error): string[] {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const error = new GraphQLError(thrown.message, { path: ['device'], originalError: thrown });
  logFaults(log, { errors: [error], operationName: 'Fleet', contextValue } as never);
  return lines;
}

test.each([
  new TypeError('x is not a function'),
  Object.assign(new Error('no such file'), { code: 'ENOENT' }),
  new GraphQLError('Int cannot represent non-integer value: "x"'),
])('what is masked from clients is logged, with its place: %s', (thrown) => {
  const lines = logged(thrown);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 50, err: { message: thrown.message }, path: ['device'], operationName: 'Fleet', requestId: 'r-1' },
  ]);
});

test.each([
  badUserInput('"first" is 9999.'),
  failure('NOT_FOUND'),
  new UnfitIdError('../x'),
  new GraphQLError('Argument "input" has invalid value { password: "hunter2", ssid: $ssid }.'),
])('what clients are told is not: %s', (thrown) => {
  expect(logged(thrown)).toEqual([]);
});

test('what is wrong with a query is not logged', () => {
  const log = pino({}, { write: () => expect.unreachable() });
  const unread = new GraphQLError('Syntax Error', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  logFaults(log, { errors: [unread] } as never);
});

test('what is masked is logged though no resolver threw it', () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  logFaults(log, { errors: [new GraphQLError('Abstract type has no type.')], contextValue } as never);
  logFault(log, new TypeError('x is not a function'));
  logFault(log, badUserInput('a header is wrong'));
  expect(lines.map((line) => (JSON.parse(line) as { err: { message: string } }).err.message)).toEqual([
    'Abstract type has no type.',
    'x is not a function',
  ]);
});
