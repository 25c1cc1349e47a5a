import { expect, test } from 'vitest';
import { known, knownOrNull } from '../../src/graphql/enums.js';

test('words that are members stay, all others are UNKNOWN', () => {
  const member = known('ONLINE', 'OFFLINE');
  expect(['ONLINE', 'OFFLINE', 'online', 'NEW', '', 'toString'].map(member)).toEqual([
    'ONLINE',
    'OFFLINE',
    'UNKNOWN',
    'UNKNOWN',
    'UNKNOWN',
    'UNKNOWN',
  ]);
});

test('nothing is null', () => {
  const member = knownOrNull('ONLINE');
  expect(['ONLINE', 'NEW', '', null, undefined].map(member)).toEqual(['ONLINE', 'UNKNOWN', null, null, null]);
});
