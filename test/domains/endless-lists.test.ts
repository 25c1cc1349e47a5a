import { expect, test } from 'vitest';
import { beforeEsperThat } from '../support/strange-esper.js';

/** A page as long as is asked for, of a list that is said to have so many rows. */
const pageOf = (count: number, { pathname, searchParams }: URL) => {
  const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name) ?? 10)) as [number, number];
  const results = Array.from({ length: limit }, (_, i) => ({ id: `${offset + i}`, name: `Thing ${offset + i}` }));
  return pathname.includes('/v2/') ? { content: { count, results } } : { count, results };
};

test.each([1e7, 1e12, Number.MAX_SAFE_INTEGER, 1e300])(
  'a list that is said to have %d rows is read no further than the calls of an operation go',
  async (count) => {
    const { query, calls } = await beforeEsperThat((url) => pageOf(count, url), { LIMIT_COST_CALLS: '30' });
    const { errors } = await query('{ groups(first: 2) { nodes { name users { nodes { fullName } } } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }, {}]);
    expect(calls.length).toBeLessThanOrEqual(30);
  },
);
