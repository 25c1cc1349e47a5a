import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ env: { CACHE_ENABLED: 'true' } });
const { groups, enterpriseId } = createWorld(1, 1000);

const base = `/enterprise/${enterpriseId}/devicegroup/`;
const spain = groups.byPath('All devices/Europe/Spain')!;
const deepest = groups.byPath('All devices/Europe/Germany/Berlin/Stores/Kiosks')!;

const CREATE = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) {
  group { esperId name path deviceCount parent { name } } userErrors { message field code } } }`;
const create = (input: object, key?: string) => gateway.query(CREATE, { variables: { input }, ...(key && { key }) });

test.each([
  ['its id in the REST API', spain.id, 'Madrid'],
  ['its global id', nodeId('Group', spain.id), 'Seville'],
])('a group is made under a parent named by %s, and its answer costs no further call', async (_, parent, name) => {
  const { data, errors, calls } = await gateway.query(
    `mutation { createGroup(input: { name: "${name}", parent: "${parent}" }) {
      group { name path deviceCount parent { esperId } } userErrors { message } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.createGroup).toEqual({
    group: { name, path: `All devices/Europe/Spain/${name}`, deviceCount: 0, parent: { esperId: spain.id } },
    userErrors: [],
  });
  expect(calls).toEqual([`POST ${base}`]);
});

test('a group is made with devices in it, from wherever they were', async () => {
  const { fleet } = gateway.simulator;
  const devices = [fleet.idAt(3)!, nodeId('AndroidDevice', fleet.idAt(4)!), fleet.idAt(3)!];
  const { data, calls } = await create({ name: 'Toledo', parent: spain.id, devices });
  expect(data.createGroup).toMatchObject({ group: { name: 'Toledo', deviceCount: 2 }, userErrors: [] });
  expect(calls[0]).toBe(`POST ${base}`);
  expect(fleet.groupOf(fleet.find(devices[0]!)!)?.name).toBe('Toledo');
});

test('what was read before a change is read anew after it, in the same request and in the next', async () => {
  const children = `group(id: "${spain.id}") { childrenCount children { nodes { name } } }`;
  const before = await gateway.query(`{ ${children} }`);
  const { data } = await gateway.query(`mutation {
    one: createGroup(input: { name: "Girona", parent: "${spain.id}" }) { group { parent { childrenCount } } }
    two: createGroup(input: { name: "Bilbao", parent: "${spain.id}" }) { group { parent { childrenCount } } } }`);
  const count = before.data.group.childrenCount;
  expect(data.one.group.parent.childrenCount).toBe(count + 1);
  expect(data.two.group.parent.childrenCount).toBe(count + 2);
  const after = await gateway.query(`{ ${children} }`);
  expect(after.calls.length).toBeGreaterThan(0);
  expect(after.data.group.children.nodes).toEqual([
    ...before.data.group.children.nodes,
    { name: 'Girona' },
    { name: 'Bilbao' },
  ]);
});

test.each([
  [
    'a name that is taken',
    { name: 'Spain', parent: groups.byPath('All devices/Europe')!.id },
    ['name'],
    'CONFLICT',
    /unique/,
  ],
  ['a sixth level', { name: 'Deeper', parent: deepest.id }, ['parent'], 'BAD_USER_INPUT', /5 levels/],
  ['an empty name', { name: ' ' }, ['name'], 'BAD_USER_INPUT', /may not be blank/],
  ['a parent nobody has', { name: 'Lost', parent: enterpriseId }, ['parent'], 'NOT_FOUND', /does not exist/],
])('%s is told on the field it is about', async (_, input, field, code, message) => {
  const { data, errors, calls } = await create(input);
  expect(errors).toBeUndefined();
  const told = { field, code, message: expect.stringMatching(message) };
  expect(data.createGroup).toEqual({ group: null, userErrors: [told] });
  expect(calls).toEqual([`POST ${base}`]);
});

test('every device that is none is told, before any call', async () => {
  const devices = [nodeId('Group', spain.id), spain.id, 'no/id'];
  const { data, calls } = await create({ name: 'Lost', devices });
  expect(data.createGroup.userErrors).toMatchObject([{ field: ['devices', '0'] }, { field: ['devices', '2'] }]);
  const many = Array.from({ length: 1001 }, (_, i) => `d${i}`);
  const { data: refused } = await create({ name: 'Full', devices: many });
  expect(refused.createGroup.userErrors).toMatchObject([
    { field: ['devices'], message: expect.stringMatching(/1000/) },
  ]);
  expect(calls).toEqual([]);
});

test('a parent of another type is refused before any call', async () => {
  const { data, calls } = await create({ name: 'Lost', parent: nodeId('AndroidDevice', spain.id) });
  expect(data.createGroup.userErrors).toEqual([
    { field: ['parent'], code: 'BAD_USER_INPUT', message: expect.stringContaining('type AndroidDevice') },
  ]);
  expect(calls).toEqual([]);
});

test('a key without the right gets an error, not a fault of its input', async () => {
  const { data, errors } = await create({ name: 'Forbidden' }, 'demo-viewer');
  expect(data).toEqual({ createGroup: null });
  expect(errors).toMatchObject([{ path: ['createGroup'], extensions: { code: 'FORBIDDEN' } }]);
});

test('with an idempotency key a change is made once, however often it is asked for', async () => {
  const input = { name: 'Once', parent: spain.id, idempotencyKey: 'k-1' };
  const [one, other] = await Promise.all([create(input), create(input)]);
  const later = await create(input);
  expect(one.data.createGroup.group.name).toBe('Once');
  for (const { data } of [other, later]) expect(data).toEqual(one.data);
  expect(later.calls).toEqual([]);

  const reused = await create({ ...input, name: 'Twice' });
  expect(reused.data.createGroup).toEqual({
    group: null,
    userErrors: [{ field: ['idempotencyKey'], code: 'BAD_USER_INPUT', message: expect.stringContaining('new key') }],
  });
  expect(reused.calls).toEqual([]);
});

test('a change that was refused may be asked for again under its key', async () => {
  const input = { name: 'Later', parent: spain.id, idempotencyKey: 'k-2' };
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: 'POST', times: 1 });
  expect((await create(input)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await create(input)).data.createGroup.group.name).toBe('Later');
});

test('a change whose end nobody knows is not made again under its key', async () => {
  const input = { name: 'Unsure', parent: spain.id, idempotencyKey: 'k-3' };
  gateway.simulator.faults.inject({ kind: 'drop', match: 'POST', times: 1 });
  expect((await create(input)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  const { errors, calls } = await create(input);
  expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  expect(errors![0]!.message).toContain('its end is not known');
  expect(calls).toEqual([]);
});
