import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
let groups: Json[];
beforeAll(async () => {
  esper = await simulatedEsper();
  groups = (await esper.get('/enterprise/{e}/devicegroup/?limit=500')).json.results;
});
afterAll(() => esper.close());

const count = async (query: string): Promise<number> =>
  (await esper.get(`/v2/devices/?limit=1&${query}`)).json.content.count;

test('only the root has no parent, and has no such key', () => {
  const roots = groups.filter((group) => !('parent' in group));
  expect(roots.map(({ name }) => name)).toEqual(['All devices']);
  expect(groups.length).toBeGreaterThan(39);
  expect(groups[1].parent).toMatch(new RegExp(`^https://.*/devicegroup/${roots[0].id}/$`));
});

test('names repeat, one holds a slash, and the tree is five levels deep', () => {
  expect(groups.filter(({ name }) => name === 'Kiosks').length).toBeGreaterThan(3);
  expect(groups.some(({ name }) => name.includes('/'))).toBe(true);
  expect(groups.map(({ path }) => path)).toContain('All devices/Europe/Germany/Munich/Stores/Kiosks');
});

test("a group's own count is that of its direct members", async () => {
  for (const group of groups) {
    expect(await count(`group_multi_immediate=${group.id}`), group.path).toBe(group.device_count);
  }
  expect(groups.some((group) => group.device_count === 0)).toBe(true);
  const inGroups = groups.reduce((sum, group) => sum + group.device_count, 0);
  const { results } = (await esper.get('/v2/devices/?limit=1000')).json.content;
  expect(inGroups).toBe(results.filter((device: Json) => device.group_id !== null).length);
});

test('a filter by groups takes several, with subgroups or without', async () => {
  const [germany, brazil] = ['Germany', 'Brazil'].map((name) => groups.find((group) => group.name === name));
  const below = (group: Json) => groups.filter(({ path }) => path.startsWith(`${group.path}/`) || path === group.path);
  const total = [...below(germany), ...below(brazil)].reduce((sum, group) => sum + group.device_count, 0);
  expect(await count(`group_multi=${germany.id},${brazil.id}`)).toBe(total);
  const own = germany.device_count + brazil.device_count;
  expect(await count(`group_multi_immediate=${germany.id},${brazil.id}`)).toBe(own);
});

test('children are found by their parent, in the list and by id', async () => {
  for (const group of groups.slice(0, 12)) {
    const listed = (await esper.get(`/enterprise/{e}/devicegroup/?parent=${group.id}`)).json;
    expect(listed.count, group.path).toBe(group.children_count);
    const { content } = (await esper.get(`/v2/subgroups?parent_group_ids=${group.id}&immediate=true`)).json;
    expect(content.subgroups).toEqual(listed.results.map(({ id }: Json) => id));
  }
  const all = (await esper.get(`/v2/subgroups?parent_group_ids=${groups[0].id}`)).json.content.subgroups;
  expect(all).toHaveLength(groups.length - 1);
});

test.each(['kiosks', 'kiosk'])('a name finds all groups that hold it, whatever its case: %s', async (name) => {
  const found = (await esper.get(`/enterprise/{e}/devicegroup/?name=${name}`)).json;
  expect(found.count).toBe(groups.filter((group) => group.name.includes('Kiosk')).length);
});
