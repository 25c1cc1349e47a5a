import { nodeId } from '../../../src/graphql/node-id.js';
import { devicesWith } from '../../../src/simulator/app/installed-app.seed.js';
import type { Blueprint } from '../../../src/simulator/blueprint/blueprint.seed.js';
import { uuidOf } from '../../../src/simulator/random.js';
import type { World } from '../../../src/simulator/world.js';

const quoted = (text: string | undefined) => JSON.stringify(text);

/** The fence that most devices have. */
function mostUsed({ geofences, fleet }: World) {
  const used = Array.from({ length: fleet.size }, (_, number) => fleet.factsOf(number).currentBlueprint);
  const devices = ({ blueprints }: (typeof geofences.all)[number]) =>
    used.filter((id) => id && blueprints.includes(id));
  return geofences.all.toSorted((a, b) => devices(b).length - devices(a).length)[0];
}

/** Objects whose lists hold something, where the simulated fleet has one; how to get to each from Query. */
export function startingObjects(world: World): Record<string, string[]> {
  const { fleet, apps, groups } = world;
  const rights = world.rights.get('demo-admin')!;
  const numbers = Array.from({ length: fleet.size }, (_, number) => number);
  const spread = (app: (typeof apps.apps)[number]) =>
    app.versions.filter((version) => devicesWith(world, rights, version).length > 1).length;
  const app = apps.apps.toSorted((a, b) => spread(b) - spread(a))[0];
  const facts = numbers.map((number) => fleet.factsOf(number));
  const assigned = (id: string) => facts.filter((one) => one.assignedBlueprint === id).length;
  const [mostAssigned] = world.blueprints.toSorted((a, b) => assigned(b.id) - assigned(a.id)) as [Blueprint];
  const had = facts.find(({ currentBlueprintVersion }) => currentBlueprintVersion !== null)!;
  const device = (platform: string, type: string) => {
    const active = numbers.find((n) => fleet.platformOf(n) === platform && fleet.stateOf(n) === 1);
    return [`device(id: ${quoted(fleet.idOf(active!))})`, `... on ${type}`];
  };
  return {
    Device: device('ANDROID', 'Device'),
    AndroidDevice: device('ANDROID', 'AndroidDevice'),
    AppleDevice: device('APPLE', 'AppleDevice'),
    LinuxDevice: device('LINUX', 'LinuxDevice'),
    WindowsDevice: device('WINDOWS', 'WindowsDevice'),
    Group: [`group(id: ${quoted(groups.byPath('All devices/Europe/Germany')?.id)})`],
    App: [`app(id: ${quoted(app?.id)})`],
    Command: [`command(id: ${quoted(world.commands.all.find(({ targets }) => targets.length > 3)?.id)})`],
    Geofence: [`geofence(id: ${quoted(mostUsed(world)?.id)})`],
    User: ['user(email: "donald.knuth@example.com")'],
    Blueprint: [`blueprint(id: ${quoted(mostAssigned.id)})`],
    BlueprintVersion: [
      `node(id: ${quoted(nodeId('BlueprintVersion', had.currentBlueprint!, had.currentBlueprintVersion!))})`,
      '... on BlueprintVersion',
    ],
    Invite: [`node(id: ${quoted(nodeId('Invite', uuidOf(world.seed, 'invite', 0)))})`, '... on Invite'],
  };
}

/** Arguments that make a list longer than it is without them. */
export const longer: Readonly<Record<string, string>> = {
  'Group.devices': 'includeSubgroups: true',
  'Enterprise.users': 'includeServiceAccounts: true',
};

/** Arguments that make another list of it, for every field that has arguments besides those of paging. */
export const otherwise: Readonly<Record<string, string>> = {
  'Query.apps': 'filter: { name: "e" }',
  'Query.commands': 'filter: { command: REBOOT }',
  'Query.devices': 'filter: { search: "e" }',
  'Query.geofences': 'filter: { name: "site" }',
  'Query.groups': 'filter: { name: "Office" }',
  'Query.users': 'includeServiceAccounts: true',
  'Enterprise.apps': 'filter: { hasUploadedVersion: true }',
  'Enterprise.devices': 'orderBy: { field: NAME, direction: DESC }',
  'Enterprise.geofences': 'filter: { name: "e" }',
  'Enterprise.groups': 'filter: { name: "Kiosks" }',
  'Enterprise.users': 'includeServiceAccounts: false',
  'Enterprise.roles': 'name: "a"',
  'Group.devices': 'includeSubgroups: false',
  'Query.blueprints': 'filter: { name: "e" }',
  'Enterprise.blueprints': 'orderBy: { field: UPDATED_AT, direction: DESC }',
  'Blueprint.versions': 'filter: { isPublished: true }',
  'Blueprint.devices': 'orderBy: { field: NAME, direction: DESC }',
  'BlueprintVersion.devices': 'filter: { search: "e" }',
  'Geofence.devices': 'inside: false',
  'App.versions': 'orderBy: { field: INSTALLED_COUNT }',
  'AppVersion.devices': 'search: "e"',
  'AndroidDevice.apps': 'filter: { type: "ENTERPRISE" }',
  'AndroidDevice.installs': 'filter: { state: INSTALL_SUCCESS }',
  'Device.commandResults': 'filter: { state: SUCCESS }',
  'AndroidDevice.commandResults': 'filter: { state: SUCCESS }',
  'AppleDevice.commandResults': 'filter: { state: SUCCESS }',
  'LinuxDevice.commandResults': 'filter: { state: SUCCESS }',
  'WindowsDevice.commandResults': 'filter: { state: SUCCESS }',
  'Command.results': 'filter: { state: SUCCESS }',
};

/** Arguments that leave nothing in the list. */
export const emptied: Readonly<Record<string, string>> = {
  'Query.apps': 'filter: { packageNameExact: "no.such.app" }',
  'Query.commands': 'filter: { commandName: "NO_SUCH_COMMAND" }',
  'Query.devices': 'filter: { search: "no such device" }',
  'Query.geofences': 'filter: { name: "no such fence" }',
  'Query.groups': 'filter: { name: "no such group" }',
  'Enterprise.roles': 'name: "no such role"',
  'Query.blueprints': 'filter: { name: "no such blueprint" }',
  'Blueprint.versions': 'filter: { versionNumber: 99 }',
  'Blueprint.devices': 'filter: { search: "no such device" }',
  'BlueprintVersion.devices': 'filter: { search: "no such device" }',
  'Geofence.devices': 'blueprintId: "00000000-0000-4000-8000-000000000000"',
  'App.versions': 'filter: { versionName: "0.0.0" }',
  'AppVersion.devices': 'search: "no such device"',
  'AndroidDevice.apps': 'filter: { packageName: "no.such.app" }',
  'AndroidDevice.installs': 'filter: { packageName: "no.such.app" }',
  'AndroidDevice.commandResults': 'filter: { state: SCHEDULED }',
  'Command.results': 'filter: { state: SCHEDULED }',
};

/** Lists that hold nothing in the simulated fleet, whatever object is begun with. */
export const alwaysEmpty: readonly string[] = [
  'AppleDevice.installs',
  'LinuxDevice.installs',
  'WindowsDevice.installs',
  'LinuxDevice.apps',
  'User.invites',
  'Group.commands',
  'Command.groups',
];
