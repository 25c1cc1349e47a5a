import { expect } from 'vitest';

export interface PageArgs {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

interface Row {
  id: string;
}
export interface Edge {
  cursor: string;
  node: Row;
}

export interface Page {
  edges: Edge[];
  nodes: Row[];
  totalCount: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
    reanchored: boolean;
  };
}

/** Asks for one page of the list that is looked at. */
export type Ask = (args: PageArgs) => Promise<Page>;

/** Walks a list from one end to the other and gives its edges, in the order of the list; each page is held against `whole`. */
export async function walk(ask: Ask, size: number, direction: 'forward' | 'backward', whole: readonly Edge[]) {
  const forward = direction === 'forward';
  let met: Edge[] = [];
  for (let page = await ask(forward ? { first: size } : { last: size }); ;) {
    expectSound(page, whole);
    met = forward ? [...met, ...page.edges] : [...page.edges, ...met];
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    const more = met.length < whole.length;
    expect({ met: met.length, more: forward ? hasNextPage : hasPreviousPage }).toEqual({ met: met.length, more });
    // Behind lies what the pages before this one gave.
    const behind = met.length > page.edges.length;
    expect({ met: met.length, behind: forward ? hasPreviousPage : hasNextPage }).toEqual({ met: met.length, behind });
    if (!more || !startCursor || !endCursor) return met;
    expect(page.edges).toHaveLength(size);
    page = await ask(forward ? { first: size, after: endCursor } : { last: size, before: startCursor });
  }
}

/** What holds for every page of a list that does not change. */
export function expectSound({ edges, nodes, totalCount, pageInfo }: Page, whole: readonly Edge[]): void {
  expect(nodes).toEqual(edges.map(({ node }) => node));
  expect(totalCount).toBe(whole.length);
  expect(pageInfo).toMatchObject({
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
    reanchored: false,
  });
}
