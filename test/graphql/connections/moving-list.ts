import type { Rows } from '../../../src/upstream/lists/rows.js';

/** A list that changes between pages, and the stretches that were read of it. */
export interface MovingList extends Rows<string> {
  ids: string[];
  readonly reads: [offset: number, limit: number][];
}

export function movingList(ids: readonly string[], key = '/things/'): MovingList {
  const reads: [number, number][] = [];
  return {
    key,
    ids: [...ids],
    reads,
    idOf: (id) => id,
    async slice(offset, limit) {
      reads.push([offset, limit]);
      return { rows: this.ids.slice(offset, offset + limit), offset, total: this.ids.length };
    },
    async count() {
      return this.ids.length;
    },
  };
}

export const numbered = (length: number, name = 'row'): string[] =>
  Array.from({ length }, (_, number) => `${name}-${number}`);
