import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';
import { devicesThat, deviceThat, itemCall, listCall, world } from './fleet.js';

const gateway = useGateway();

const tagsCall = `GET /enterprise/${world.enterpriseId}/tags/?limit=250&ordering=tag`;
const tagCall = (id: string) => `GET /enterprise/${world.enterpriseId}/tags/${id}/`;

test('the tags of many devices are read by one call for all', async () => {
  const { data, errors, calls } = await gateway.query('{ devices(first: 50) { nodes { tags { id esperId name } } } }');
  expect(errors).toBeUndefined();
  const expected = devicesThat(() => true)
    .slice(0, 50)
    .map(({ tags }) => ({
      tags: (tags ?? []).map((at) => {
        const { id, tag } = world.tags[at]!;
        return { id: nodeId('Tag', id), esperId: id, name: tag };
      }),
    }));
  expect(data.devices.nodes).toEqual(expected);
  expect(calls).toEqual([listCall('limit=50&ordering=name'), tagsCall]);
});

test('the one tag of a device is read by itself', async () => {
  const device = deviceThat(({ tags }) => tags?.length === 1);
  const { id, tag } = world.tags[device.tags![0]!]!;
  const { data, calls } = await gateway.query(`{ device(id: "${device.id}") { tags { name } } }`);
  expect(data).toEqual({ device: { tags: [{ name: tag }] } });
  expect(calls).toEqual([itemCall(device), tagCall(id)]);
});

test('a tag that is gone is left out', async () => {
  const device = deviceThat(({ tags }) => tags?.length === 2);
  const [gone, kept] = device.tags!.map((at) => world.tags[at]!);
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: `/tags/${gone!.id}/` });
  const { data, errors } = await gateway.query(`{ device(id: "${device.id}") { tags { name } } }`);
  expect({ data, errors }).toEqual({ data: { device: { tags: [{ name: kept!.tag }] } }, errors: undefined });
});

test.each([
  ['null instead of a list of tags', null],
  ['no tag', 0],
])('a device with %s has none, for no call', async (_, count) => {
  const device = deviceThat(({ tags }) => (count === null ? tags === null : tags?.length === count));
  const { data, calls } = await gateway.query(`{ device(id: "${device.id}") { tags { name } } }`);
  expect(data).toEqual({ device: { tags: [] } });
  expect(calls).toEqual([itemCall(device)]);
});

test.each([
  ['names', ({ tag }: { tag: string }) => tag, [tagsCall]],
  ['ids', ({ id }: { id: string }) => id, []],
  ['global ids', ({ id }: { id: string }) => nodeId('Tag', id), []],
])('devices are filtered by %s of tags', async (_, textOf, before) => {
  const wanted = [3, 7];
  const texts = wanted.map((at) => textOf(world.tags[at]!));
  const { data, calls } = await gateway.query(
    'query ($tags: [String!]!) { devices(first: 250, filter: { tags: $tags }) { nodes { esperId } } }',
    { variables: { tags: texts } },
  );
  const tagged = devicesThat(({ tags }) => tags?.some((at) => wanted.includes(at)) ?? false);
  expect(data.devices.nodes.map((node: any) => node.esperId)).toEqual(tagged.map(({ id }) => id));
  const ids = wanted.map((at) => world.tags[at]!.id).join('%2C');
  expect(calls).toEqual([...before, listCall(`limit=250&ordering=name&tags=${ids}`)]);
});

test('names, ids and global ids of tags go together', async () => {
  const [one, two, three] = [world.tags[3]!, world.tags[5]!, world.tags[7]!];
  const { errors, calls } = await gateway.query(
    `{ devices(first: 1, filter: { tags: ["${one.tag}", "${two.id}", "${nodeId('Tag', three.id)}"] }) { totalCount } }`,
  );
  expect(errors).toBeUndefined();
  const ids = [one, two, three].map(({ id }) => id).join('%2C');
  expect(calls).toEqual([tagsCall, listCall(`limit=1&ordering=name&tags=${ids}`)]);
});

test('a tag may be named like the id of something', async () => {
  const named = { id: world.tags[0]!.id, tag: nodeId('Group', '1') };
  const { query, calls } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/tags/') ? { count: 1, results: [named] } : { content: { count: 0, results: [] } },
  );
  const ask = (tag: string) => query(`{ devices(filter: { tags: ["${tag}"] }) { totalCount } }`);
  expect(await ask(named.tag)).toMatchObject({ data: { devices: { totalCount: 0 } } });
  expect(calls.at(-1)).toContain(`tags=${named.id}`);
  const { errors } = await ask(nodeId('Group', '2'));
  expect(errors).toMatchObject([
    { message: expect.stringContaining('type Group, where Tag is wanted'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('a tag that no device can have is refused before devices are asked for', async () => {
  const { data, errors, calls } = await gateway.query(
    '{ devices(filter: { tags: ["vip-1", "nope"] }) { totalCount } }',
  );
  expect(data).toEqual({ devices: null });
  expect(errors).toMatchObject([{ message: 'No tag is named "nope".', extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toEqual([tagsCall]);
});
