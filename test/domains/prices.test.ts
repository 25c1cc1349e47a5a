import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';
import { schemaOf } from './device/everything.js';

const gateway = useGateway({ devices: 60, env: { LIMIT_COST_CALLS: '100000', LIMIT_COST_ROWS: '1000000' } });

const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection');
const needsArguments = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ type }) => String(type).endsWith('!')) || args.some(({ name }) => name === 'id');
const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).filter((one) => !needsArguments(one))
    : [];

/** A field with the values of what it answers, or only the kind of it. */
function selection({ name, type }: GraphQLField<unknown, unknown>, whole = true): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return name;
  if (isConnection(named)) {
    const rows = getNamedType(named.getFields()['nodes']!.type);
    return `${name}(first: 3) { nodes { ${values(rows, whole)} } }`;
  }
  return `${name} { ${values(named, whole)} }`;
}
const values = (type: GraphQLNamedType, whole: boolean) =>
  [
    '__typename',
    ...(whole ? fieldsOf(type) : []).filter((one) => isLeafType(getNamedType(one.type))).map(({ name }) => name),
  ].join(' ');

type Wrap = (inner: string) => string;

/** A way from the query to every type, the shortest there is; over connections first, where there is more to be asked for. */
function ways(schema: GraphQLSchema): Map<GraphQLNamedType, Wrap> {
  const found = new Map<GraphQLNamedType, Wrap>([[schema.getQueryType()!, (inner) => `{ ${inner} }`]]);
  for (const [type, wrap] of found) {
    const [lists, links] = [true, false].map((listed) =>
      fieldsOf(type).filter((one) => isConnection(getNamedType(one.type)) === listed),
    );
    for (const one of [...lists!, ...links!]) {
      const named = getNamedType(one.type);
      const rows = isConnection(named) ? getNamedType(named.getFields()['nodes']!.type) : named;
      const into: Wrap = isConnection(named)
        ? (inner) => wrap(`${one.name}(first: 20) { nodes { ${inner} } }`)
        : (inner) => wrap(`${one.name} { ${inner} }`);
      if (isLeafType(rows)) continue;
      if (!found.has(rows)) found.set(rows, into);
      if (!isInterfaceType(rows)) continue;
      for (const possible of schema.getPossibleTypes(rows)) {
        if (!found.has(possible)) found.set(possible, (inner) => into(`... on ${possible.name} { ${inner} }`));
      }
    }
  }
  return found;
}

interface Price {
  estimated: number;
  actual: number;
}

const priced = ({ extensions, calls, data, errors }: Answer): Price => {
  expect(data, JSON.stringify(errors)).toBeDefined();
  return { estimated: extensions.upstream.cost!.estimated.calls, actual: calls.length };
};

/** The fields that take more calls than their price says, each asked for by itself: beyond what leads there, when that is given. */
async function underpriced(type: GraphQLNamedType, wrap: Wrap, base: Price = { estimated: 0, actual: 0 }) {
  const found: string[] = [];
  for (const one of fieldsOf(type)) {
    for (const asked of new Set([selection(one, false), selection(one)])) {
      const { estimated, actual } = priced(await gateway.query(wrap(`__typename ${asked}`)));
      const [price, took] = [estimated - base.estimated, actual - base.actual];
      if (took > price)
        found.push(`${type.name}.${one.name} takes ${took} calls and is priced at ${price}: see @upstream`);
    }
  }
  return found;
}

test('every field of every type takes no more calls than @upstream says where it is declared', async () => {
  const schema = await schemaOf(gateway);
  const all = ways(schema);
  const nodes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
  expect(nodes.filter((type) => !all.has(type)).map(({ name }) => name)).toEqual([]);
  const faults: string[] = [];
  for (const [type, wrap] of all) {
    if (!/Connection$|Edge$|^PageInfo$/.test(type.name)) {
      const base = priced(await gateway.query(wrap('__typename')));
      faults.push(...(await underpriced(type, wrap, base)));
    }
  }
  expect(faults).toEqual([]);
}, 120_000);

const first = async (source: string) => JSON.stringify((await gateway.query(source)).data).match(/"id":"([^"]+)"/)![1];

test.each<[string, string, (id?: string) => Wrap, string?]>([
  [
    'found by id',
    'AndroidDevice',
    (id) => (inner) => `{ device(id: "${id}") { ... on AndroidDevice { ${inner} } } }`,
    'devices(first: 1, filter: { platforms: [ANDROID] })',
  ],
  [
    'found as a node',
    'AndroidDevice',
    (id) => (inner) => `{ node(id: "${id}") { ... on AndroidDevice { ${inner} } } }`,
    'devices(first: 1, filter: { platforms: [ANDROID] })',
  ],
  [
    'found as a node',
    'AppleDevice',
    (id) => (inner) => `{ node(id: "${id}") { ... on AppleDevice { ${inner} } } }`,
    'devices(first: 1, filter: { platforms: [APPLE] })',
  ],
  [
    'an app is on',
    'Device',
    () => (inner) => `{ devices(first: 5) { nodes { apps(first: 1) { nodes { device { ${inner} } } } } } }`,
  ],
  [
    'have a version',
    'Device',
    () => (inner) => `{ apps(first: 3) { nodes { latestVersion { devices(first: 3) { nodes { ${inner} } } } } } }`,
  ],
  [
    'have an app',
    'Device',
    () => (inner) => `{ apps(first: 3) { nodes { devices(first: 3) { nodes { ${inner} } } } } }`,
  ],
  ['of a user', 'Group', () => (inner) => `{ users(first: 20) { nodes { groups { nodes { ${inner} } } } } }`],
  ['above a group', 'Group', () => (inner) => `{ groups(first: 20) { nodes { parent { ${inner} } } } }`],
  [
    'found as a node',
    'Group',
    (id) => (inner) => `{ node(id: "${id}") { ... on Group { ${inner} } } }`,
    'groups(first: 1)',
  ],
  ['that is the latest', 'AppVersion', () => (inner) => `{ apps(first: 20) { nodes { latestVersion { ${inner} } } } }`],
  [
    'on devices',
    'AppVersion',
    () => (inner) => `{ devices(first: 5) { nodes { apps(first: 5) { nodes { version { ${inner} } } } } } }`,
  ],
  ['who asks', 'User', () => (inner) => `{ viewer { ${inner} } }`],
])(
  'nor do those of what is come by otherwise: %s (%s)',
  async (_, name, way, list) => {
    const schema = await schemaOf(gateway);
    const wrap = way(list && (await first(`{ ${list} { nodes { id } } }`)));
    expect(await underpriced(schema.getType(name)!, wrap)).toEqual([]);
  },
  60_000,
);

test('nor do changes one after the other, each of which makes forgotten what was read before it', async () => {
  const fields = 'enterprise { rootGroup { name } users(first: 20) { nodes { role { name } } } }';
  const changes = Array.from(
    { length: 30 },
    (_, n) => `a${n}: updateEnterprise(input: { location: "${n}" }) { ${fields} }`,
  );
  const { estimated, actual } = priced(await gateway.query(`mutation { ${changes.join(' ')} }`));
  expect(actual).toBe(4 * changes.length);
  expect(estimated).toBeGreaterThanOrEqual(actual);
});

test('nor do groups that a command was sent to before they were deleted, of which there may be more than are left', async () => {
  const fields = (each: (n: number) => string) => Array.from({ length: 60 }, (_, n) => `a${n}: ${each(n)}`).join(' ');
  const made = await gateway.query(
    `mutation { ${fields((n) => `createGroup(input: { name: "g${n}" }) { group { id } }`)} }`,
  );
  const ids = Object.values(made.data as Record<string, { group: { id: string } }>).map(({ group }) => group.id);
  const send = `mutation ($groups: [ID!]!) { sendCommand(input: { groups: $groups, command: { plain: REBOOT } }) { commands { id } } }`;
  const { sendCommand } = (await gateway.query(send, { variables: { groups: ids } })).data;
  await gateway.query(`mutation { ${fields((n) => `deleteGroup(input: { group: "${ids[n]}" }) { deletedGroupId }`)} }`);
  const { data, calls } = await gateway.query(
    `{ command(id: "${sendCommand.commands[0].id}") { groups(first: 60) { nodes { commands { totalCount } } } } }`,
  );
  expect(data.command.groups.nodes).toHaveLength(60);
  expect(calls.length).toBeGreaterThan(gateway.simulator.world.groups.all.length + 1);
});
