import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers, ResolversParentTypes } from '../generated/schema.js';
import { badUserInput } from '../graphql/errors.js';
import { parseNodeId, type NodeKey } from '../graphql/node-id.js';
import { selectsOnly } from '../graphql/records/selection.js';
import type { Context } from './context.js';

/** As many of them as lead to an object of the type. */
type Keys = [string, string, string];
type Finder = (keys: Keys, sources: Context['sources'], info: GraphQLResolveInfo) => unknown;

/** A device's id says its platform; one that is of another is not the device that was meant. */
const deviceFinder = (platform: string) =>
  (async ([id], { device }, info) => {
    const found = await device.byId(id, info);
    return found && (await found.platform()) === platform ? found : null;
  }) satisfies Finder;

/** The types that can be asked for by their global id, and how each is found by the ids in it. */
const finders = {
  Enterprise: ([id], { enterprise }) => enterprise.byId(id),
  AndroidDevice: deviceFinder('ANDROID'),
  AppleDevice: deviceFinder('APPLE'),
  LinuxDevice: deviceFinder('LINUX'),
  WindowsDevice: deviceFinder('WINDOWS'),
  OtherDevice: ([id], { device }, info) => device.byId(id, info),
  Tag: ([id], { tag }) => tag.byId(id),
  Group: ([id], { group }, info) => group.byId(id, info),
  App: ([id], { app }) => app.byId(id),
  AppVersion: ([app, id], { appVersion }) => appVersion.byId(app, id),
  InstalledApp: ([platform, device, id], { installedApp }) => installedApp.byId(platform, device, id),
  AppInstall: ([device, id], { appInstall }) => appInstall.byId(device, id),
  User: ([id], { user }) => user.byId(id),
  Role: ([id], { role }) => role.byId(id),
  Invite: ([id], { invite }) => invite.byId(id),
  Blueprint: ([id], { blueprint }) => blueprint.byId(id),
  BlueprintVersion: ([blueprint, id], { blueprintVersion }) => blueprintVersion.byId(blueprint, id),
  Command: ([id], { command }) => command.byId(id),
  CommandResult: ([id], { commandResult }) => commandResult.byId(id),
  Geofence: ([id], { geofence }, info) => geofence.byId(id, info),
} satisfies Record<string, Finder>;

const bareDevice =
  (platform: string): Finder =>
  ([id], { device }) =>
    device.view(id, {}, platform);

/** As much of an object as its global id tells, where that is more than one id: enough for `told`, and no call. */
const bare: { readonly [T in NodeType]?: Finder } = {
  AndroidDevice: bareDevice('ANDROID'),
  AppleDevice: bareDevice('APPLE'),
  LinuxDevice: bareDevice('LINUX'),
  WindowsDevice: bareDevice('WINDOWS'),
  OtherDevice: bareDevice('UNKNOWN'),
  AppVersion: ([application, id]) => ({ id, application }),
  InstalledApp: ([platform, deviceId, id]) => ({ id, deviceId, platform }),
  AppInstall: ([device, id]) => ({ id, device }),
  BlueprintVersion: ([blueprint, id]) => ({ id, blueprint }),
};

export type NodeType = keyof typeof finders;
export const isNodeType = (name: string): name is NodeType => Object.hasOwn(finders, name);
export type AnyNode = { [T in NodeType]: ResolversParentTypes[T] }[NodeType];

/** How many ids lead to an object of a type, where it is more than one. */
const idsIn: { readonly [T in NodeType]?: number } = {
  AppVersion: 2,
  InstalledApp: 3,
  AppInstall: 2,
  BlueprintVersion: 2,
};

/** What the global id alone tells. */
const told = ['id', 'esperId', '__typename'];

/** Which type each found node is of; a record does not say so itself. */
const typeOf = new WeakMap<object, NodeType>();

/** The key of an object that can be found by it. */
interface FoundBy extends NodeKey {
  readonly type: NodeType;
}

/** The object a key names, null when it is not there; as much of it as the selection needs. */
export async function find(key: FoundBy, { sources }: Context, info: GraphQLResolveInfo): Promise<AnyNode | null> {
  const { type } = key;
  const keys = key.keys as Keys;
  const node = selectsOnly(info, told)
    ? (bare[type]?.(keys, sources, info) ?? { id: keys[0] })
    : finders[type](keys, sources, info);
  return noted(type, (await node) as AnyNode | null);
}

/** Takes note of a node's type. */
export function noted<T extends object | null>(type: NodeType, node: T): T {
  if (node) typeOf.set(node, type);
  return node;
}

/** What a global id names. Throws BAD_USER_INPUT for anything else. */
export function keyOf(id: string): FoundBy {
  const { type = '', keys = [] } = parseNodeId(id) ?? {};
  if (isNodeType(type) && keys.length === (idsIn[type] ?? 1)) return { type, keys };
  throw badUserInput(`"${id.slice(0, 80)}" is not a global id: pass the "id" of an object, unchanged.`);
}

/** By which of its fields an object of this type is found: its id in the REST API will do where it is the whole way to it. */
export function keyFields(type: string): readonly string[] {
  if (!isNodeType(type)) return [];
  return idsIn[type] ? ['id'] : ['id', 'esperId'];
}

/**
 * Answers to many wishes, each by itself: one bad id, which `findOne` throws for, or one failing call, leaves the others standing.
 * Throws BAD_USER_INPUT when they are too many for one operation.
 */
export function findEach<T>(
  wishes: readonly T[],
  { budget }: Context,
  findOne: (wish: T) => Promise<AnyNode | null>,
): (Promise<AnyNode | null> | Error)[] {
  if (wishes.length > MOST)
    throw badUserInput(`${wishes.length} ids were given: at most ${MOST} are answered at once.`);
  if (!budget.spend(wishes.length)) return [];
  return wishes.map((wish) => {
    try {
      return findOne(wish);
    } catch (error) {
      return error as Error; // at once, and so counted before the next list is begun
    }
  });
}

const MOST = 1000;

export const nodeResolvers = {
  Query: {
    node: (_, { id }, context, info) => find(keyOf(id), context, info),
    nodes: (_, { ids }, context, info) =>
      findEach(ids, context, (id) => find(keyOf(id), context, info)) as Promise<AnyNode>[],
  },
  Node: {
    __resolveType: (node: object) => typeOf.get(node) as NodeType,
  },
} satisfies Resolvers;
