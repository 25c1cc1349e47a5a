import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers, ResolversParentTypes } from '../generated/schema.js';
import { badUserInput } from '../graphql/errors.js';
import { parseNodeId, type NodeKey } from '../graphql/node-id.js';
import { selectsOnly } from '../graphql/selection.js';
import type { Context } from './context.js';

type Finder = (keys: [string, string, string], sources: Context['sources'], lazily: boolean) => unknown;

/** A device's id says its platform; one that is of another is not the device that was meant. */
const deviceFinder = (platform: string) =>
  (async ([id], { device }, lazily) => {
    if (lazily) return device.view(id, {}, platform);
    const found = await device.byId(id);
    return found && (await found.platform()) === platform ? found : null;
  }) satisfies Finder;

/** The types that can be asked for by their global id, and how each is found by the ids in it. */
const finders = {
  Enterprise: ([id], { enterprise }) => enterprise.byId(id),
  AndroidDevice: deviceFinder('ANDROID'),
  AppleDevice: deviceFinder('APPLE'),
  LinuxDevice: deviceFinder('LINUX'),
  WindowsDevice: deviceFinder('WINDOWS'),
  OtherDevice: ([id], { device }) => device.byId(id),
  Tag: ([id], { tag }) => tag.byId(id),
  Group: ([id], { group }, lazily) => (lazily ? group.referTo(id) : group.byId(id)),
  App: ([id], { app }, lazily) => (lazily ? app.referTo(id) : app.byId(id)),
  AppVersion: ([app, id], { appVersion }, lazily) => (lazily ? appVersion.referTo(app, id) : appVersion.byId(app, id)),
  InstalledApp: ([platform, device, id], { installedApp }) => installedApp.byId(platform, device, id),
  AppInstall: ([device, id], { appInstall }) => appInstall.byId(device, id),
  User: ([id], { user }) => user.byId(id),
  Role: ([id], { role }) => role.byId(id),
  Invite: ([id], { invite }) => invite.byId(id),
} satisfies Record<string, Finder>;

type NodeType = keyof typeof finders;
export type AnyNode = { [T in NodeType]: ResolversParentTypes[T] }[NodeType];

/** How many ids lead to an object of a type, where it is more than one. */
const idsIn: { readonly [T in NodeType]?: number } = { AppVersion: 2, InstalledApp: 3, AppInstall: 2 };

/** What the global id alone tells. */
const told = ['id', 'esperId', '__typename'];

/** Which type each found node is of; a record does not say so itself. */
const typeOf = new WeakMap<object, NodeType>();

async function find({ type, keys }: NodeKey, { sources }: Context, info: GraphQLResolveInfo): Promise<AnyNode | null> {
  const node = await finders[type as NodeType](keys as [string, string, string], sources, selectsOnly(info, told));
  if (node) typeOf.set(node, type as NodeType);
  return node as AnyNode | null;
}

function keyOf(id: string): NodeKey {
  const key = parseNodeId(id);
  if (key && key.type in finders && key.keys.length === (idsIn[key.type as NodeType] ?? 1)) return key;
  throw badUserInput(`"${id.slice(0, 80)}" is not a global id: pass the "id" of an object, unchanged.`);
}

const MOST = 1000;

export const nodeResolvers = {
  Query: {
    node: (_, { id }, context, info) => find(keyOf(id), context, info),
    nodes: (_, { ids }, context, info) => {
      if (ids.length > MOST) throw badUserInput(`${ids.length} ids were given: at most ${MOST} are answered at once.`);
      if (!context.budget.spend(ids.length)) return [];
      // Each by itself: one bad id, or one failing call, leaves the others standing.
      return ids.map(async (id) => find(keyOf(id), context, info)) as Promise<AnyNode>[];
    },
  },
  Node: {
    __resolveType: (node: object) => typeOf.get(node) as NodeType,
  },
} satisfies Resolvers;
