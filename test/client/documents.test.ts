import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInterfaceType, isUnionType, parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { createClient, FleetError } from '../../src/client/client.js';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { readManifest } from '../../src/server/documents/manifest.js';
import { build } from '../support/example.js';
import { useGateway } from '../support/gateway.js';
import { root } from '../support/program.js';

const manifest = join(root, 'dist/documents');
beforeAll(build, 120_000);

const gateway = useGateway({ devices: 300, env: { TRUSTED_DOCUMENTS: manifest } });
const fleet = () => createClient({ url: `${gateway.url}/graphql`, key: 'demo-admin' });

test('the operations of the client are published as trusted documents, each under its name', () => {
  const names = [...readManifest(manifest).values()].map((text) => {
    const [operation] = parse(text).definitions;
    return operation?.kind === 'OperationDefinition' ? operation.name?.value : undefined;
  });
  expect(names.toSorted()).toEqual([
    'Apps',
    'Device',
    'Devices',
    'Groups',
    'RenameGroup',
    'SendCommand',
    'SetDeviceTags',
    'Users',
    'Viewer',
  ]);
});

test('the types behind each interface are published', () => {
  const published = JSON.parse(readFileSync(join(root, 'dist/possible-types.json'), 'utf8')) as Record<
    string,
    string[]
  >;
  const schema = buildSchema(families);
  const types = Object.values(schema.getTypeMap()).filter((type) => isInterfaceType(type) || isUnionType(type));
  const wanted = types.map((type) => [
    type.name,
    schema
      .getPossibleTypes(type)
      .map(({ name }) => name)
      .toSorted(),
  ]);
  expect(published).toEqual(Object.fromEntries(wanted));
  expect(published['Device']).toContain('AndroidDevice');
});

test('a gateway that trusts them alone carries out all the client has, reads and changes', async () => {
  const [names, first] = [new Set<string>(), await fleet().device({ id: gateway.simulator.fleet.idOf(0) })];
  for await (const { name } of fleet().devices()) names.add(name);
  expect(names.size).toBe(300);
  expect(names).toContain(first?.name);
  for (const rows of [fleet().groups(), fleet().apps(), fleet().users()])
    expect((await rows.next()).value).toHaveProperty('id');
  expect(await fleet().viewer()).toMatchObject({ fullName: 'Ada Admin' });

  const [group] = [
    (
      await fleet()
        .groups({ filter: { name: 'Europe' } })
        .next()
    ).value,
  ];
  expect(await fleet().renameGroup({ group: group?.id ?? '', name: 'EMEA' })).toMatchObject({
    group: { id: group?.id, name: 'EMEA' },
    userErrors: [],
  });
  const devices = [first?.id ?? ''];
  expect(await fleet().sendCommand({ devices, command: { plain: 'REBOOT' } })).toMatchObject({
    commands: [{ deviceCount: 1 }],
    unsent: null,
    userErrors: [],
  });
  for await (const { id } of fleet().devices({ filter: { platforms: ['ANDROID'] } })) {
    const tagged = await fleet().setDeviceTags({ device: id, tags: ['Till'] });
    expect(tagged).toEqual({ device: { id, tags: [{ name: 'Till' }] }, userErrors: [] });
    break;
  }
});

test('and nothing else', async () => {
  const failure = await fleet()
    .request('{ devices { totalCount } }', {})
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(FleetError);
  expect(failure).toMatchObject({ code: 'DOCUMENT_NOT_TRUSTED' });
});
