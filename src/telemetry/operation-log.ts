import type { Logger } from 'pino';
import type { OperationFacts, OperationWatcher } from './operation.js';

export interface OperationLogOptions {
  /** Share of the healthy operations that are logged, from 0 to 1. */
  readonly sample: number;
  /** Milliseconds from which on an operation is slow, and so is always logged. */
  readonly slowMs: number;
  /** From 0 to 1, 1 excluded. */
  readonly random?: () => number;
}

/** Characters of hashes that are written. */
export const HASH_LENGTH = 16;
/** Characters of names that are written. */
const NAME_LENGTH = 100;

/** Codes that are not the client's doing. */
const isOurs = (code: string) => /^(INTERNAL_SERVER_ERROR|UPSTREAM_.*|RATE_LIMITED)$/.test(code);

/**
 * Writes one line for an operation: always for one that was slow or had errors, for the others by chance. A line that
 * stands for several carries the share that is written as `sampled`.
 */
export function operationLog(log: Logger, options: OperationLogOptions): OperationWatcher {
  const { sample, slowMs, random = Math.random } = options;
  return (facts) => {
    const codes = Object.keys(facts.errors);
    const isSlow = facts.ms >= slowMs;
    const isHealthy = facts.outcome === 'ok' && !isSlow;
    const level = codes.some(isOurs) ? 'warn' : 'info';
    if (!log.isLevelEnabled(level) || (isHealthy && random() >= sample)) return;
    log[level](
      { ...lineOf(facts), ...(isSlow && { slow: true }), ...(isHealthy && sample < 1 && { sampled: sample }) },
      'operation',
    );
  };
}

function lineOf({
  requestId,
  name,
  kind,
  document,
  caller,
  status,
  outcome,
  ms,
  upstream,
  errors,
  shared,
  traceId,
}: OperationFacts) {
  return {
    requestId,
    ...(traceId && { traceId }),
    operation: name?.slice(0, NAME_LENGTH) ?? null,
    kind,
    document: document?.slice(0, HASH_LENGTH) ?? null,
    caller: caller?.slice(0, HASH_LENGTH) ?? null,
    status,
    outcome,
    ms,
    ...(shared && { shared }),
    ...upstream,
    ...(Object.keys(errors).length > 0 && { errors }),
  };
}
