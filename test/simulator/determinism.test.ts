import { expect, test } from 'vitest';
import { simulatedEsper } from './simulated-esper.js';

const PATHS = [
  '/v2/devices/?limit=100',
  '/enterprise/{e}/device/?limit=100',
  '/enterprise/{e}/devicegroup/?limit=100',
  '/v1/enterprise/{e}/application/',
  '/user/?limit=100',
];

async function bytes(seed: number): Promise<string[]> {
  const esper = await simulatedEsper({ devices: 200, seed });
  const texts: string[] = [];
  for (const path of PATHS) texts.push((await esper.get(path)).text);
  await esper.close();
  return texts;
}

test('one seed sends the same bytes, another one other bytes', async () => {
  const first = await bytes(7);
  expect(await bytes(7)).toEqual(first);
  expect(await bytes(8)).not.toEqual(first);
});

test('a device keeps its id whatever the size of the fleet', async () => {
  const [small, large] = [await simulatedEsper({ devices: 20 }), await simulatedEsper({ devices: 2000 })];
  expect(small.fleet.idOf(17)).toBe(large.fleet.idOf(17));
  await Promise.all([small.close(), large.close()]);
});

test('100,000 devices start in a moment, have ids of their own, and are read by the page', async () => {
  const began = performance.now();
  const esper = await simulatedEsper({ devices: 100_000 });
  // Generous, for machines that do other things: it takes about a fifth of a second.
  expect(performance.now() - began).toBeLessThan(5000);
  const deep = (await esper.get('/v2/devices/?limit=2&offset=99998')).json.content;
  expect(deep).toMatchObject({ count: 100_000, next: null, results: [{}, {}] });
  const { serial, id } = deep.results[1];
  expect((await esper.get(`/v2/devices/?serial=${serial}`)).json.content.results).toMatchObject([{ id }]);
  expect(new Set(Array.from({ length: 100_000 }, (_, number) => esper.fleet.idOf(number))).size).toBe(100_000);
  await esper.close();
});

test('a fleet without devices answers empty lists', async () => {
  const esper = await simulatedEsper({ devices: 0 });
  expect((await esper.get('/v2/devices/')).json.content).toEqual({ count: 0, next: null, prev: null, results: [] });
  expect((await esper.get('/enterprise/{e}/device/')).json).toMatchObject({ count: 0, results: [] });
  expect((await esper.get('/enterprise/{e}/devicegroup/')).json.results[0].device_count).toBe(0);
  await esper.close();
});
