import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Group } from '../../src/simulator/group/group.seed.js';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 1200 });
});
afterAll(() => esper.close());

const at = (path: string): Group => esper.world.groups.byPath(`All devices/${path}`)!;

/** PATCHes a group, and gives the status and what came. */
async function change(group: Group, query: string, body: object, key = 'demo-admin'): Promise<[number, Json]> {
  const url = `${esper.url}/enterprise/${esper.world.enterpriseId}/devicegroup/${group.id}/${query}`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) });
  return [response.status, await response.json()];
}

test('without an action a group takes another name; an unknown action is refused', async () => {
  expect(await change(at('Lab'), '', { name: 'Laboratory' })).toMatchObject([200, { path: 'All devices/Laboratory' }]);
  expect(await change(at('Laboratory'), '?action=paint', {})).toMatchObject([
    400,
    { errors: [expect.stringMatching(/^action: /)] },
  ]);
});

test('a thousand devices go into a group at once, and not one more; a stranger keeps all of them out', async () => {
  const ids = Array.from({ length: 1001 }, (_, i) => esper.fleet.idAt(i)!);
  const spain = at('Europe/Spain');
  const add = (devices: string[]) => change(spain, '?action=add', { device_ids: devices });
  expect(await add(ids)).toMatchObject([400, { errors: [expect.stringContaining('no more than 1000')] }]);
  expect(await add([...ids.slice(0, 2), spain.id])).toMatchObject([
    400,
    { errors: [expect.stringContaining(spain.id)] },
  ]);
  expect(esper.fleet.members(spain.index)).toEqual([]);
  expect(await add(ids.slice(0, 1000))).toMatchObject([200, { device_count: 1000 }]);
});

test('what somebody may see follows the groups as they move, and ends with those that are deleted', async () => {
  const sees = async (key: string) => {
    const { json } = await esper.get('/enterprise/{e}/devicegroup/?limit=250', key);
    return json.results.map(({ path }: Json) => path);
  };
  const [munich, tokyo] = [at('Europe/Germany/Munich'), at('Asia/Japan/Tokyo')];
  expect(await sees('demo-viewer')).toContain(munich.path);
  await change(munich, '?action=move', { name: 'Munich', parent: at('Asia').id });
  await change(tokyo, '?action=move', { name: 'Tokyo', parent: at('Europe/Germany').id });
  const now = await sees('demo-viewer');
  expect(now).toContain('All devices/Europe/Germany/Tokyo/Kiosks');
  expect(now.join()).not.toContain('Munich');
  expect(await change(munich, '?action=rename', { name: 'Mine' }, 'demo-manager')).toMatchObject([404, {}]);
});
