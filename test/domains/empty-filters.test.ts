import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { createWorld } from '../../src/simulator/world.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 20 });

const world = createWorld(1, 20);
const android = world.fleet.idAt([...Array(20).keys()].find((number) => world.fleet.platformOf(number) === 'ANDROID')!);

interface Use {
  /** The list that is filtered. */
  readonly ask: (filter: string) => string;
  /** The fields for a part of a text, which the empty one is of every text. */
  readonly parts?: readonly string[];
  /** Calls for the thing that has the list. */
  readonly before?: number;
}

const list = (name: string) => (filter: string) => `${name}(filter: { ${filter} }) { totalCount }`;
const onAndroid = (name: string) => (filter: string) =>
  `device(id: "${android}") { ... on AndroidDevice { ${list(name)(filter)} } }`;

const FILTERS: Record<string, Use> = {
  AppFilter: { ask: list('apps'), parts: ['name', 'packageName'] },
  AppInstallFilter: { ask: onAndroid('installs'), before: 1 },
  AppVersionFilter: {
    ask: (filter) => `app(id: "${world.apps.apps[0]!.id}") { ${list('versions')(filter)} }`,
    before: 1,
  },
  BlueprintFilter: { ask: list('blueprints'), parts: ['name'] },
  BlueprintVersionFilter: {
    ask: (filter) => `blueprint(id: "${world.blueprints[0]!.id}") { ${list('versions')(filter)} }`,
    before: 1,
  },
  CommandFilter: { ask: list('commands') },
  CommandResultFilter: { ask: list('results') },
  DeviceFilter: { ask: list('devices'), parts: ['search'] },
  GeofenceFilter: { ask: list('geofences'), parts: ['name'] },
  GroupFilter: { ask: list('groups') },
  InstalledAppFilter: { ask: onAndroid('apps'), parts: ['search'], before: 1 },
};

interface TypeTold {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: TypeTold | null;
}

/** The filters the schema has, and the fields of each that take text. */
async function filters() {
  const type = 'kind name ofType { kind name ofType { kind name } }';
  const { data } = await gateway.query(`{ __schema { types { name inputFields { name type { ${type} } } } } }`);
  const all: { name: string; inputFields: { name: string; type: TypeTold }[] | null }[] = data.__schema.types;
  return all.flatMap(({ name: filter, inputFields }) =>
    filter.endsWith('Filter')
      ? [{ filter, fields: (inputFields ?? []).filter(({ type }) => /^(ID|String)$/.test(innermost(type))) }]
      : [],
  );
}
const innermost = ({ name, ofType }: TypeTold): string => (ofType ? innermost(ofType) : (name ?? ''));

test('every filter of the schema is tested here', async () => {
  expect((await filters()).map(({ filter }) => filter).toSorted()).toEqual(Object.keys(FILTERS));
});

test.each(Object.entries(FILTERS))(
  'an empty text in a %s is refused, and not taken for everything',
  async (name, { ask, parts = [], before = 0 }) => {
    const { fields } = (await filters()).find(({ filter }) => filter === name)!;
    for (const { name: field, type } of fields.filter((one) => !parts.includes(one.name))) {
      for (const value of type.kind === 'LIST' ? ['[""]', '["a", ""]', '[" "]', '[]'] : ['""', '"  "']) {
        const where = `${field}: ${value}`;
        const { errors, calls } = await gateway.query(`{ ${ask(where)} }`);
        expect(errors, where).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
        expect(errors![0]!.message).toContain(`"${field}"`);
        expect(calls, where).toHaveLength(before);
      }
    }
  },
);

test.each([
  'devices(filter: { policies: ["Open", ","] }) { totalCount }',
  'devices(filter: { templates: ["Till, large"] }) { totalCount }',
])('what the REST API would take apart is refused: %s', async (field) => {
  const { errors, calls } = await gateway.query(`{ ${field} }`);
  expect(errors).toMatchObject([{ message: expect.stringContaining('comma'), extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toEqual([]);
});

test.each([
  'devices(filter: { search: "" }) { totalCount }',
  'apps(filter: { name: "", packageName: "" }) { totalCount }',
])('every text has the empty one in it: %s', async (field) => {
  const all = field.replace(/\(filter: {.*}\)/, '');
  const { data, errors } = await gateway.query(`{ some: ${field} all: ${all} }`);
  expect(errors).toBeUndefined();
  expect(data.some).toEqual(data.all);
});

const NOTHING = ['', nodeId('Group', 'above', ''), '  ', ',', nodeId('Group', ',')];

test.each(NOTHING)('the id %j names nothing, in whatever place', async (id) => {
  for (const field of [
    `devices(filter: { groups: ["${id}"] }) { totalCount }`,
    `groups(filter: { parent: "${id}" }) { totalCount }`,
    `commands(filter: { groups: ["${id}"] }) { totalCount }`,
    `group(id: "${id}") { name }`,
  ]) {
    const { errors, calls } = await gateway.query(`{ ${field} }`);
    expect(errors, field).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  }
});

test.each(NOTHING)('the id %j in an input is a fault of its field', async (id) => {
  for (const [name, input, field] of [
    ['createGroup', { name: 'A', parent: id }, ['parent']],
    ['renameGroup', { group: id, name: 'A' }, ['group']],
    ['moveDevice', { device: '1', group: id }, ['group']],
    ['addDevicesToGroup', { group: '1', devices: ['2', id] }, ['devices', '1']],
    ['sendCommand', { groups: [id], command: { plain: 'REBOOT' } }, ['groups', '0']],
  ] as const) {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { field code } } }`;
    const { data, calls } = await gateway.query(source, { variables: { input } });
    expect([name, data[name].userErrors]).toMatchObject([name, [{ field: [...field], code: 'BAD_USER_INPUT' }]]);
    expect(calls).toEqual([]);
  }
});
