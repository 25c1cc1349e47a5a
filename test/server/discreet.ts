import { expect } from 'vitest';
import type { Answer } from '../support/gateway.js';

/** What must never leave the gateway: keys, what the simulator marks as secret, and where in the code something broke. */
const untold = /demo-(admin|viewer|expired)|SECRET-|node_modules|stacktrace|\\n\s+at |\.[jt]s:\d+|<html|nginx/;

export function expectDiscreet({ data, errors }: Pick<Answer, 'data' | 'errors'>): void {
  expect(JSON.stringify({ data, errors })).not.toMatch(untold);
}
