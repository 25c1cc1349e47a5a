import type { GraphQLRequest } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { Asked } from './asked.js';

/** What is known of an operation without regard to who asks for it. */
export type KnownOperation = Pick<Asked, 'document' | 'operation' | 'operationName' | 'queryHash'>;

/** Letters of documents that are remembered at most; what a letter was parsed to takes some fifty times as much. */
const MOST_LETTERS = 500_000;

/** The operations that were asked for lately and went well, by the texts of their documents. */
export class KnownOperations {
  readonly #byText = new LRUCache<string, Map<string | undefined, KnownOperation>>({
    maxSize: MOST_LETTERS,
    sizeCalculation: (_, text) => text.length,
  });

  find({ query = '', operationName }: GraphQLRequest): KnownOperation | undefined {
    return this.#byText.get(query)?.get(operationName);
  }

  add({ document, operation, operationName, queryHash, request }: Asked): void {
    if (!request.query) return;
    const named = this.#byText.get(request.query) ?? new Map();
    named.set(request.operationName, { document, operation, operationName, queryHash });
    this.#byText.set(request.query, named);
  }
}
