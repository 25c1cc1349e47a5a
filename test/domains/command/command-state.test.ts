import { expect, test } from 'vitest';
import { phaseOf, tallyOf } from '../../../src/domains/command/command-state.js';

test.each([
  ['no device is known to have it yet', [], 'PENDING'],
  ['all states are there with nobody in them', [['Command Queued', 0]], 'PENDING'],
  [
    'all have ended, each in its way',
    [
      ['Command Success', 3],
      ['Command TimeOut', 1],
      ['Command Queued', 0],
    ],
    'DONE',
  ],
  [
    'none has begun before the time',
    [
      ['Command Scheduled', 2],
      ['Command Cancelled', 1],
    ],
    'SCHEDULED',
  ],
  [
    'some wait for their time, and others for their device',
    [
      ['Command Scheduled', 2],
      ['Command Queued', 1],
    ],
    'QUEUED',
  ],
  [
    'one is at it',
    [
      ['Command Queued', 2],
      ['Command Initiated', 1],
    ],
    'IN_PROGRESS',
  ],
  [
    'one is in a state nobody has heard of',
    [
      ['Command Success', 2],
      ['Command Paused', 1],
    ],
    'IN_PROGRESS',
  ],
] satisfies [string, [string, number][], string][])('how far a command has come when %s', (_, counts, phase) => {
  const command = { id: 'c-1', command: 'REBOOT', groups: ['g-1'] };
  expect(phaseOf(command, tallyOf(counts.map(([state, total]) => ({ state, total }))))).toBe(phase);
});
