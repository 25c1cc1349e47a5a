import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { badUserInput, errorCodes, formatError, notFound } from '../../src/graphql/errors.js';
import { UpstreamError, upstreamErrors } from '../../src/upstream/errors.js';
import { UnfitIdError } from '../../src/upstream/route.js';

const place = { path: ['device', 'name'], locations: [{ line: 1, column: 3 }] };

/** What a client sees when a resolver throws. */
function seen(thrown: Error, code = 'INTERNAL_SERVER_ERROR') {
  const own = thrown instanceof GraphQLError ? thrown.extensions : {};
  const formatted = { message: thrown.message, ...place, extensions: { code, ...own, stacktrace: ['at resolver.js'] } };
  return formatError(formatted, new GraphQLError(thrown.message, { path: place.path, originalError: thrown }));
}

test('every upstream fault has its code in the table of codes', () => {
  expect(Object.keys(errorCodes)).toEqual(expect.arrayContaining(Object.keys(upstreamErrors)));
});

test('an upstream fault is told in full, with call, status, request and wait', () => {
  const detail = {
    call: 'PATCH /things/{id}',
    status: 400,
    requestId: 'r-1',
    retryAfter: 0,
    faults: [{ field: 'name', message: 'taken' }],
    said: 'name: taken',
    cause: new Error('secret cause'),
  };
  const error = seen(new UpstreamError('BAD_USER_INPUT', detail));
  expect(error).toEqual({
    message: 'The REST API refused the input. It said: name: taken (PATCH /things/{id})',
    ...place,
    extensions: {
      code: 'BAD_USER_INPUT',
      retryAfter: 0,
      faults: detail.faults,
      upstream: { call: 'PATCH /things/{id}', status: 400, requestId: 'r-1' },
    },
  });
});

test('what an upstream fault does not know is left out, and so are faults of no field', () => {
  const faults = [{ field: '', message: 'no' }];
  expect(seen(new UpstreamError('UPSTREAM_UNAVAILABLE', { call: 'GET /things/', faults })).extensions).toEqual({
    code: 'UPSTREAM_UNAVAILABLE',
    upstream: { call: 'GET /things/' },
  });
});

test.each<[Error, string]>([
  [new UnfitIdError('../x'), 'BAD_USER_INPUT'],
  [badUserInput('"first" is 9999: it must be from 0 to 1000.'), 'BAD_USER_INPUT'],
  [notFound('"g-1" is not there.'), 'NOT_FOUND'],
])('%s is told as it is', (thrown, code) => {
  expect(seen(thrown)).toEqual({ message: thrown.message, ...place, extensions: { code } });
});

test.each([new Error('connect ECONNREFUSED 10.0.0.1'), new TypeError('x is not a function')])(
  'a fault of the gateway is masked: %s',
  (thrown) => {
    expect(seen(thrown)).toEqual({
      message: 'Internal server error',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  },
);

test('a null where there must be a value is what the REST API left out', () => {
  expect(seen(new Error('Cannot return null for non-nullable field Device.name.'))).toEqual({
    message: 'The REST API left out what it always sends: Device.name.',
    ...place,
    extensions: { code: 'UPSTREAM_MALFORMED' },
  });
});

test.each([
  'Int cannot represent non-integer value: "secret"',
  'Enum "DeviceState" cannot represent value: "secret"',
  'DateTime cannot represent "secret": write it as in 2026-01-31T12:00:00Z.',
  'Expected Iterable, but did not find one for field "Device.secret".',
])('a value that does not fit its field is not quoted: %s', (message) => {
  expect(seen(new GraphQLError(message))).toEqual({
    message: 'The REST API sent a value that does not fit this field.',
    ...place,
    extensions: { code: 'UPSTREAM_MALFORMED' },
  });
});

test('any other fault that GraphQL itself finds while it answers is masked', () => {
  expect(seen(new GraphQLError('Abstract type "Node" was resolved to a type "X".')).message).toBe(
    'Internal server error',
  );
});

test.each(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'PERSISTED_QUERY_NOT_FOUND'])(
  'what is wrong with the request itself (%s) is told, without a stack',
  (code) => {
    const message = 'Int cannot represent non-integer value: "x"';
    const told = formatError({ message, extensions: { code, stacktrace: ['at'] } }, new GraphQLError(message));
    expect(told).toEqual({ message, extensions: { code } });
  },
);
