import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 1200 });
});
afterAll(() => esper.close());
beforeEach(() => esper.clearCalls());

const idsOf = (rows: Json): string[] => rows.map(({ id }: Json) => id);

test('legacy lists stand in count, next, previous, results; v2 lists in content with prev', async () => {
  const legacy = (await esper.get('/enterprise/{e}/devicegroup/?limit=2&offset=2')).json;
  expect(Object.keys(legacy)).toEqual(['count', 'next', 'previous', 'results']);
  const { content, ...rest } = (await esper.get('/v2/devices/?limit=2&offset=2')).json;
  expect(rest).toEqual({});
  expect(Object.keys(content)).toEqual(['count', 'next', 'prev', 'results']);
});

test('the address of the next page names a host that is not to be trusted', async () => {
  const { next } = (await esper.get('/enterprise/{e}/devicegroup/?limit=2&name=Kiosks')).json;
  const url = new URL(next);
  expect(url.protocol).toBe('http:');
  expect(url.host).not.toContain('simulated');
  expect(url.pathname).toBe(`/api/enterprise/${esper.world.enterpriseId}/devicegroup/`);
  expect(Object.fromEntries(url.searchParams)).toEqual({ limit: '2', name: 'Kiosks', offset: '2' });
});

test('v2 devices come by 10, and by 1000 at most', async () => {
  expect((await esper.get('/v2/devices/')).json.content.results).toHaveLength(10);
  expect((await esper.get('/v2/devices/?limit=5000')).json.content.results).toHaveLength(1000);
  expect((await esper.get('/enterprise/{e}/device/')).json.results).toHaveLength(20);
});

test.each([
  ['in an order that is asked for make up the whole list, each device once', '&ordering=name', 1200],
  ['in no order need not fit together', '', 800],
])('pages by offset %s', async (_, order, found) => {
  const ids: string[] = [];
  for (let offset = 0; offset < 1200; offset += 400) {
    ids.push(...idsOf((await esper.get(`/v2/devices/?limit=400&offset=${offset}${order}`)).json.content.results));
  }
  expect(new Set(ids).size).toBe(found);
  expect((await esper.get('/v2/devices/?offset=1200')).json.content).toMatchObject({ next: null, results: [] });
});

test('a walk by cursor sees each device once and ends', async () => {
  const ids: string[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const { content }: Json = (await esper.get(`/v2/devices/?limit=500&cursor=${cursor}`)).json;
    expect(content).not.toHaveProperty('count');
    expect(content.has_more).toBe(content.next_cursor !== null);
    ids.push(...idsOf(content.results));
    cursor = content.next_cursor;
  }
  expect(ids).toHaveLength(1200);
  expect(new Set(ids).size).toBe(1200);
});

test('devices that come and go shift the pages by offset, not those by cursor', async () => {
  const moving = await simulatedEsper({ devices: 40 });
  const page = async (query: string) => (await moving.get(`/v2/devices/?limit=10&ordering=name&${query}`)).json.content;
  const first = await page('offset=0');
  const start = await page('cursor=start');
  const inserted = moving.fleet.insertDevice(0);
  expect(moving.fleet.idAt(0)).toBe(inserted);
  moving.fleet.change(moving.fleet.find(inserted)!, { name: 'A name before all others' });
  const second = await page('offset=10');
  expect(second.count).toBe(41);
  expect(second.results[0].id).toBe(first.results[9].id);
  expect((await page(`cursor=${start.next_cursor}`)).results[0].id).toBe(second.results[1].id);

  moving.fleet.removeDevice(inserted);
  expect((await page('offset=10')).results[0].id).toBe(second.results[1].id);
  expect((await moving.get(`/v2/devices/${inserted}`)).status).toBe(404);
  await moving.close();
});

test('a moved device changes the counts of both groups', async () => {
  const moving = await simulatedEsper({ devices: 40 });
  const [from, to] = [moving.world.groups.byPath('All devices')!, moving.world.groups.byPath('All devices/Retired')!];
  const count = async (id: string) => (await moving.get(`/enterprise/{e}/devicegroup/${id}/`)).json.device_count;
  const before = await count(from.id);
  const id = moving.fleet.insertDevice(3, from.id);
  expect(await count(from.id)).toBe(before + 1);
  moving.fleet.moveDevice(id, to.id);
  expect([await count(from.id), await count(to.id)]).toEqual([before, 1]);
  moving.fleet.moveDevice(id, null);
  expect((await moving.get(`/v2/devices/${id}`)).json.content.group_id).toBeNull();
  await moving.close();
});

test('calls are noted in the order of their arrival', async () => {
  await esper.get('/v2/devices/?limit=1');
  await esper.get('/v2/devices/none', 'demo-viewer');
  expect(esper.calls).toMatchObject([
    { method: 'GET', path: '/v2/devices/?limit=1', status: 200, key: 'demo-admin', aborted: false },
    { method: 'GET', path: '/v2/devices/none', status: 404, key: 'demo-viewer' },
  ]);
});
