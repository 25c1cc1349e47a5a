import type { GraphQLResolveInfo } from 'graphql';
import { expect, test } from 'vitest';
import { InputFault, InputFaults } from '../../../src/graphql/changes/input-fault.js';
import { idIn, mutation, userErrorsOf } from '../../../src/graphql/changes/mutation.js';
import { createOnce } from '../../../src/graphql/changes/once.js';
import { badUserInput } from '../../../src/graphql/errors.js';
import { nodeId } from '../../../src/graphql/node-id.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';
import { UnfitIdError } from '../../../src/upstream/route.js';
import { failure } from '../../support/upstream.js';

const fault = (field: string, message = 'No.') => ({ field, message });

test.each([
  ['in camelCase', failure('BAD_USER_INPUT', { faults: [fault('first_name')] }), ['firstName']],
  ['under the name it has in the input', failure('CONFLICT', { faults: [fault('device_ids')] }), ['devices']],
  ['inside of an object', failure('BAD_USER_INPUT', { faults: [fault('meta.profile.role')] }), ['role']],
  ['inside of a named object', failure('BAD_USER_INPUT', { faults: [fault('args.wifi_ssid')] }), ['args', 'wifiSsid']],
  [
    'also where its name means something to JavaScript',
    failure('CONFLICT', { faults: [fault('constructor')] }),
    ['constructor'],
  ],
  ['nowhere', failure('NOT_FOUND', { faults: [fault('')] }), null],
])('a field the REST API finds fault with is told %s', (_, error, field) => {
  const names = { device_ids: 'devices', 'meta.profile.role': 'role' };
  expect(userErrorsOf(error, names)).toEqual([{ field, message: 'No.', code: error.code }]);
});

test('what is not there is told on the field that names it, when the mutation says which that is', () => {
  const error = failure('NOT_FOUND', { faults: [fault('')] });
  expect(userErrorsOf(error, { '': 'group' })).toMatchObject([{ field: ['group'], code: 'NOT_FOUND' }]);
  expect(userErrorsOf(failure('CONFLICT', { said: 'No.' }), { '': 'group' })).toMatchObject([{ field: null }]);
});

test('each fault is told by itself', () => {
  const error = failure('BAD_USER_INPUT', { faults: [fault('name', 'Long.'), fault('parent', 'Gone.')] });
  expect(userErrorsOf(error)).toMatchObject([{ field: ['name'] }, { field: ['parent'] }]);
});

test.each([
  ['a fault of ours', new InputFault('Wrong.', ['name'], 'CONFLICT'), 'Wrong.', ['name'], 'CONFLICT'],
  [
    'one of several faults of ours',
    new InputFaults([new InputFault('Wrong.', ['a'])]),
    'Wrong.',
    ['a'],
    'BAD_USER_INPUT',
  ],
  ['an argument', badUserInput('Wrong.'), 'Wrong.', null, 'BAD_USER_INPUT'],
  ['an id', new UnfitIdError('a/b'), new UnfitIdError('a/b').message, null, 'BAD_USER_INPUT'],
  ['what the API says', failure('CONFLICT', { said: 'Taken.' }), 'Taken.', null, 'CONFLICT'],
])('%s is told', (_, error, message, field, code) => {
  expect(userErrorsOf(error)).toEqual([{ message, field, code }]);
});

test.each(['FORBIDDEN', 'RATE_LIMITED', 'UPSTREAM_TIMEOUT', 'UNAUTHENTICATED'] as const)(
  '%s is nothing that another input would mend',
  (code) => {
    expect(userErrorsOf(failure(code))).toBeNull();
  },
);

test('an id is taken in either form, and refused on its field', () => {
  expect(idIn('4711', 'parent', 'Group')).toBe('4711');
  expect(idIn(nodeId('Group', '4711'), 'parent', 'Group')).toBe('4711');
  expect(() => idIn(nodeId('App', '4711'), ['devices', '3'], 'Group')).toThrow(
    expect.objectContaining({ field: ['devices', '3'], message: expect.stringContaining('type App') }),
  );
  expect(() => idIn('..', 'parent', 'Group')).toThrow(expect.objectContaining({ field: ['parent'] }));
  expect(() => idIn('../user', 'parent', 'Group')).toThrow(expect.objectContaining({ field: ['parent'] }));
});

test.each([
  ['nothing was changed', 0, true],
  ['the REST API was asked to change something', 1, false],
])('what is noted where %s says so', async (_, changes, isLight) => {
  let changed = 0;
  const ledger = memoryLedger();
  const context = { once: createOnce(ledger, Buffer.from('secret'))('me'), calls: { changes: () => changed } };
  const resolve = mutation(async ({ idempotencyKey }: { idempotencyKey: string }) => {
    changed += changes;
    return { idempotencyKey };
  });
  const info = { fieldName: 'change' } as GraphQLResolveInfo;
  await resolve(null, { input: { idempotencyKey: 'k' } }, context, info);
  expect((await ledger.read('me change k'))?.isLight ?? false).toBe(isLight);
});
