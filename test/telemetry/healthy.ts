import type { OperationFacts } from '../../src/telemetry/operation.js';

/** What is told of an operation that went well. */
export const healthy: OperationFacts = {
  requestId: 'r-1',
  caller: 'c'.repeat(43),
  name: 'Fleet',
  kind: 'query',
  document: 'd'.repeat(64),
  outcome: 'ok',
  status: 200,
  ms: 120,
  upstream: { calls: 3, cached: 1, coalesced: 0, retried: 0, waitedMs: 0 },
  errors: {},
};
