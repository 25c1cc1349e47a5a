import { expect, test } from 'vitest';
import { errorOf, secondsOf, statusIn } from '../../../src/upstream/wire/error-body.js';

const KEY = 'kd83jfk20dkfj38fk20dkfj38fk20d';
const call = 'GET /things/{id}';
const errorFor = (status: number, body: unknown, headers = {}) =>
  errorOf(call, status, headers, typeof body === 'string' ? body : JSON.stringify(body), KEY);

test.each([
  [400, 'BAD_USER_INPUT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [408, 'UPSTREAM_TIMEOUT'],
  [409, 'CONFLICT'],
  [410, 'NOT_FOUND'],
  [413, 'BAD_USER_INPUT'],
  [414, 'BAD_USER_INPUT'],
  [415, 'BAD_USER_INPUT'],
  [422, 'BAD_USER_INPUT'],
  [429, 'RATE_LIMITED'],
  [431, 'BAD_USER_INPUT'],
  [500, 'UPSTREAM_UNAVAILABLE'],
  [502, 'UPSTREAM_UNAVAILABLE'],
  [503, 'UPSTREAM_UNAVAILABLE'],
  [504, 'UPSTREAM_TIMEOUT'],
  [301, 'UPSTREAM_MALFORMED'],
  [418, 'UPSTREAM_MALFORMED'],
])('status %i is %s', (status, code) => {
  expect(errorFor(status, '')).toMatchObject({ code, detail: { call, status } });
});

test.each<[string, unknown, string]>([
  [
    'errors and a message with a space at its end',
    { errors: ['detail: Not found.'], message: 'detail: Not found. ', status: 404 },
    'Not found.',
  ],
  [
    'several errors',
    { errors: ['name: Too long.', 'parent: Unknown.'], message: 'name: Too long. ' },
    'name: Too long.; parent: Unknown.',
  ],
  ['code and message', { code: 404, message: 'device not found' }, 'device not found'],
  ['code, message and empty content', { code: 400, message: 'no', content: {} }, 'no'],
  ['code, message and content with text', { code: 400, message: 'no', content: 'because' }, 'no; because'],
  ['code, message and errors', { code: 400, message: 'no', errors: ['schema: is required'] }, 'schema: is required'],
  ['error and message', { status: 400, error: 'Refused', message: 'email: Taken.' }, 'Refused; email: Taken.'],
  ['error that is the status in words', { code: 400, error: 'Bad Request', message: 'email: Taken.' }, 'email: Taken.'],
  ['nothing but the status in words', { code: 400, error: 'Bad Request' }, 'Bad Request'],
  ['status and error', { status: 403, error: 'not yours', message: '' }, 'not yours'],
  ['meta', { meta: { non_field_errors: ['Pick a metric.'] } }, 'Pick a metric.'],
  ['meta beside errors', { errors: ['a: b'], meta: { non_field_errors: ['c'] } }, 'a: b; c'],
  ['a bare list', ['One.', 'Two.', 'One.'], 'One.; Two.'],
  ['detail', { detail: 'Not found.' }, 'Not found.'],
  ['text', '"just so"', 'just so'],
])('quotes what stands in %s', (_, body, said) => {
  expect(errorFor(400, body).detail.said).toBe(said);
});

test.each([
  ['HTML', '<html><h1>429 Too Many Requests</h1></html>'],
  ['nothing', ''],
  ['blanks', '  '],
  ['JSON that was cut off', '{"errors": ["name: Too'],
  ['null', 'null'],
  ['a number', '5'],
  ['an object of something else', '{"message": null, "errors": {}, "meta": null}'],
])('quotes nothing of %s', (_, body) => {
  expect(errorFor(429, body).detail).toMatchObject({ said: undefined, faults: [] });
});

test.each<[number, unknown, string]>([
  [403, { message: 'Too many requests, wait and try again.' }, 'RATE_LIMITED'],
  [400, { errors: ['detail: Too Many Requests'] }, 'RATE_LIMITED'],
  [503, '<html><h1>Too Many Requests</h1></html>', 'RATE_LIMITED'],
  [400, { errors: ['name: "Too many requests" is taken.'] }, 'BAD_USER_INPUT'],
  [401, { message: 'Too many requests' }, 'UNAUTHENTICATED'],
  [500, 'Too many requests', 'UPSTREAM_UNAVAILABLE'],
])('hears of too many requests in %i %j: %s', (status, body, code) => {
  expect(errorFor(status, body).code).toBe(code);
});

test('quotes nothing of a 5xx, whose text may hold anything', () => {
  const { message, detail } = errorFor(500, { message: 'Traceback: password=hunter2' });
  expect(detail).toMatchObject({ said: undefined, faults: [] });
  expect(message).not.toContain('hunter2');
});

test('quotes 500 characters at most', () => {
  expect(errorFor(400, { message: 'x'.repeat(5000) }).detail.said).toHaveLength(500);
});

test.each<[string, string, string]>([
  ['name: Too long.', 'name', 'Too long.'],
  ['app_file: The submitted file is empty.', 'app_file', 'The submitted file is empty.'],
  ['profile.groups: 3: unknown', 'profile.groups', '3: unknown'],
  ['name: two\nlines', 'name', 'two\nlines'],
  [
    'The fields name, enterprise must make a unique set.',
    'name',
    'The fields name, enterprise must make a unique set.',
  ],
  ['The fields name, parent must make a unique set.', 'name', 'The fields name, parent must make a unique set.'],
  [
    'The fields name, parent, enterprise must make a unique set.',
    'name',
    'The fields name, parent, enterprise must make a unique set.',
  ],
  ['No field here: only a sentence', '', 'No field here: only a sentence'],
  ['name:no blank', '', 'name:no blank'],
])('cuts "%s" at the first ": " if a field stands before it', (text, field, message) => {
  expect(errorFor(400, { errors: [text] }).detail.faults).toEqual([{ field, message }]);
});

test('blots the key out of all it quotes, also where it is cut off', () => {
  const long = 'x'.repeat(490) + KEY;
  for (const body of [{ errors: [`token: ${KEY} is bad`, `Bad ${KEY}`] }, { message: long }]) {
    const error = errorFor(400, body);
    expect(JSON.stringify([error.message, error.detail])).not.toContain(KEY.slice(0, 8));
  }
  expect(errorFor(400, { errors: [`token: ${KEY} is bad`] }).detail).toMatchObject({
    said: 'token: [key] is bad',
    faults: [{ field: 'token', message: '[key] is bad' }],
  });
});

const now = Date.parse('2026-01-31T12:00:00Z');
test.each([
  ['120', 120],
  [' 7 ', 7],
  ['0', 0],
  ['12.5', 13],
  ['Sat, 31 Jan 2026 12:00:30 GMT', 30],
  ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
  ['86401', 86_400],
  ['99999999999999999999', 86_400],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(secondsOf(header, now)).toBe(seconds);
});

test('a date in Retry-After is read by the clock of who sent it, however far it is from this one', () => {
  const dates = { date: 'Sat, 31 Jan 2026 12:00:00 GMT', 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' };
  expect(errorFor(429, '', dates).detail.retryAfter).toBe(30);
  const soon = new Date(Date.now() + 30_000).toUTCString();
  expect(errorFor(429, '', { 'retry-after': soon }).detail.retryAfter).toBeGreaterThanOrEqual(29);
  expect(errorFor(429, '', { 'retry-after': soon, date: 'noon' }).detail.retryAfter).toBeLessThanOrEqual(30);
});

test('tells the wait and the request id the answer had', () => {
  const { detail } = errorFor(429, '', { 'retry-after': '3', 'x-request-id': 'r-1' });
  expect(detail).toMatchObject({ retryAfter: 3, requestId: 'r-1' });
  expect(errorFor(429, '').detail).toMatchObject({ retryAfter: undefined, requestId: undefined });
});

test.each<[unknown, number | undefined]>([
  [{ code: 400, message: 'no', content: {} }, 400],
  [{ errors: ['name: Too long.'], message: 'name: Too long. ', status: 409 }, 409],
  [{ status: 503, error: 'later' }, 503],
  [{ code: 200, message: 'ok', content: { id: 'a' } }, undefined],
  [{ id: 'a', status: 400, message: 'a record that has both' }, undefined],
  [{ code: '400', message: 'no number' }, undefined],
  [{ status: 60 }, undefined],
  [[{ code: 400 }], undefined],
  ['400', undefined],
  [null, undefined],
])('hears of the failure in %j: %s', (body, status) => {
  expect(statusIn(body)).toBe(status);
});

test.each([
  ['nested a hundred thousand levels deep', `{"errors":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['a megabyte long', JSON.stringify({ errors: ['no'.repeat(1_000_000)] })],
])('nothing is quoted of a body that is %s', (_, body) => {
  expect(errorFor(400, body)).toMatchObject({ code: 'BAD_USER_INPUT', detail: { said: undefined, faults: [] } });
});

test.each([`Bearer ${KEY}`, 'r'.repeat(129), '<script>'])('%s is not taken for the id of a call', (id) => {
  expect(errorFor(400, '', { 'x-request-id': id }).detail.requestId).toBeUndefined();
});
