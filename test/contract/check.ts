import { answerFaults } from './answer.js';
import { findOperation, loadFacts, type Facts } from './facts.js';
import { requestFaults } from './request.js';
import { validator } from './validator.js';

/** One call to the REST API and what came back. */
export interface Exchange {
  method: string;
  /** Without the base `/api` and without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  requestBody?: string;
  status: number;
  responseHeaders: Record<string, string | string[] | undefined>;
  body: string;
  /** The answer is a fault made on purpose: only the request is judged. */
  faulted?: boolean;
}

/** What to do about violations. */
export const hint =
  'mend what asks or the simulator; where the REST facts are wrong, correct them in test/contract/corrections/';

export type Check = (exchange: Exchange) => string[];

/** What in this exchange breaks the contract of the REST API, one sentence each; nothing when it holds. */
export const violations: Check = (exchange) => (usual ??= checker(loadFacts()))(exchange);

let usual: Check | undefined;

export function checker(facts: Facts): Check {
  const validate = validator(facts.documents);
  return (exchange) => {
    const found = findOperation(facts, exchange.method, exchange.path);
    if (!found) return [`${exchange.method} ${exchange.path}: no such operation${nearby(facts, exchange)}`];
    const { operation, values } = found;
    const faults = requestFaults(exchange, operation, values, validate);
    if (!exchange.faulted) faults.push(...answerFaults(exchange, operation, validate));
    return faults.map((fault) => `${operation.name}: ${fault}`);
  };
}

function nearby(facts: Facts, { method, path }: Exchange): string {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const found = findOperation(facts, method, other);
  return found
    ? `; it is spelt ${found.operation.name}, ${other.endsWith('/') ? 'with' : 'without'} a slash at the end`
    : '';
}
