import { isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { loadFacts } from '../contract/facts.js';
import { MADE_UP_ID as ID, madeUp, type Manner } from '../contract/made-up.js';
import { beforeEsperThat } from '../support/strange-esper.js';
import { everythingOf, schemaOf } from './device/everything.js';

const facts = loadFacts();
const SHAPES = ['AndroidDevice', 'AppleDevice', 'LinuxDevice', 'WindowsDevice'];
const LIMITS = { LIMIT_COST_CALLS: '100000', LIMIT_COST_ROWS: '100000000', LIMIT_DEPTH: '30', LIMIT_TOKENS: '100000' };

const places: [place: string, type: string, isList: boolean][] = [
  ['viewer', 'User', false],
  ['users', 'User', true],
  ['user(id: "7")', 'User', false],
  ['enterprise', 'Enterprise', false],
  ['groups', 'Group', true],
  [`group(id: "${ID}")`, 'Group', false],
  ['apps', 'App', true],
  [`app(id: "${ID}")`, 'App', false],
  ['commands', 'Command', true],
  [`command(id: "${ID}")`, 'Command', false],
  ['geofences', 'Geofence', true],
  [`geofence(id: "${ID}")`, 'Geofence', false],
  ...SHAPES.flatMap((type): [string, string, boolean][] => [
    ['devices', type, true],
    [`device(id: "${ID}")`, type, false],
  ]),
];

/** What is said to be wrong with everything that is told of a thing, when all answers are made up in a manner. */
async function faultsOf(place: string, type: string, isList: boolean, manner: Manner) {
  const shape = Math.max(0, SHAPES.indexOf(type));
  const { query } = await beforeEsperThat(
    ({ pathname }, method) => madeUp(facts, `${method} ${pathname.replace(/^\/api/, '')}`, manner, shape),
    LIMITS,
  );
  const named = (await schemaOf({ query })).getType(type);
  if (!isObjectType(named)) throw new Error(`There is no type ${type}.`);
  const fields = `... on ${type} { ${everythingOf(named)} }`;
  const { data, errors = [] } = await query(`{ at: ${place} { ${isList ? `nodes { ${fields} }` : fields} } }`);
  const told = errors as { path?: unknown[]; extensions?: { code: string } }[];
  const found = isList ? data?.at?.nodes[0] : data?.at;
  return {
    typename: found?.__typename,
    faults: told.map(({ path, extensions }) => `${path?.join('.')} ${extensions?.code}`),
  };
}

describe.each(['full', 'empty', 'null in lists'] as const)('of answers that are %s', (manner) => {
  test.each(places)('all is told, without an error: %s of %s', async (...where) => {
    const { typename, faults } = await faultsOf(...where, manner);
    expect(faults).toEqual([]);
    expect(typename).toBe(where[1]);
  });
});

test.each(places)(
  'what is left out is told as that, and never as a fault of the gateway: %s of %s',
  async (...where) => {
    const { faults } = await faultsOf(...where, 'least');
    expect(faults.filter((fault) => !fault.endsWith('UPSTREAM_MALFORMED'))).toEqual([]);
  },
);

const VERSION = nodeId('AppVersion', ID, ID);
const changes: [name: string, input: string, fields: string][] = [
  ['createGroup', 'name: "x"', 'group { name updatedAt }'],
  ['renameGroup', `group: "${ID}", name: "x"`, 'group { name updatedAt }'],
  ['moveGroup', `group: "${ID}", parent: "g2"`, 'group { name }'],
  ['deleteGroup', `group: "${ID}"`, 'deletedGroupId parent { name }'],
  ['moveDevice', `device: "${ID}", group: "${ID}"`, 'device { name }'],
  ['addDevicesToGroup', `devices: ["${ID}"], group: "${ID}"`, 'group { name deviceCount } added'],
  ['removeDevicesFromGroup', `devices: ["${ID}"], group: "${ID}"`, 'group { name deviceCount } removed'],
  ['setDeviceTags', `device: "${ID}", tags: ["x"]`, 'device { name tags { name } }'],
  ['setDeviceAlias', `device: "${ID}", alias: "x"`, 'command { commandName phase }'],
  ['deleteDevice', `device: "${ID}", confirm: true`, 'deletedDeviceId'],
  [
    'sendCommand',
    `devices: ["${ID}"], command: { plain: REBOOT }`,
    'commands { commandName deviceCount phase } unsent { reason }',
  ],
  ['inviteUser', 'email: "a@example.com", role: "Viewer"', 'invite { email role { name } groups { totalCount } }'],
  ['cancelInvite', `invite: "${ID}"`, 'cancelledInviteId'],
  ['updateUserRole', `user: "${ID}", role: "Viewer"`, 'user { username role { name } groups { totalCount } }'],
  ['updateOwnName', 'firstName: "x"', 'user { username firstName }'],
  ['removeUser', `user: "${ID}"`, 'removedAuthnId'],
  ['updateEnterprise', 'name: "x"', 'enterprise { name createdAt }'],
  ['updateAppVersion', `appVersion: "${VERSION}", releaseName: "x"`, 'appVersion { versionName isDefault }'],
  [
    'updateAppVersion',
    `appVersion: "${VERSION}", isEnabled: true`,
    'appVersion { isEnabled permissions { permission } }',
  ],
  ['deleteAppVersion', `appVersion: "${VERSION}"`, 'deletedAppVersionId confirmation templates { name } isAppDeleted'],
  ['deleteApp', `app: "${ID}"`, 'deletedAppId'],
];

describe.each(['full', 'empty', 'null in lists', 'least'] as const)('of answers that are %s', (manner) => {
  test.each(changes)('what comes of %s is told, or what is left out of it: { %s }', async (name, input, fields) => {
    const { query } = await beforeEsperThat(
      ({ pathname }, method) => madeUp(facts, `${method} ${pathname.replace(/^\/api/, '')}`, manner, 1),
      LIMITS,
    );
    const { errors = [] } = await query(
      `mutation { ${name}(input: { ${input} }) { ${fields} userErrors { message } } }`,
    );
    const codes = (errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);
    expect(codes.filter((code) => manner !== 'least' || code !== 'UPSTREAM_MALFORMED')).toEqual([]);
  });
});
