import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers } from '../../generated/schema.js';
import { listed } from '../../graphql/changes/batches.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import { referencedId } from '../../upstream/route.js';
import type { Context } from '../context.js';
import { deviceIn } from '../device-id.js';

/** What a mutation tells its payload of the group it changed. */
export type GroupOutcome = Outcome<{ readonly groupId: string }>;
export type DeleteGroupOutcome = Outcome<{ readonly deletedGroupId: string; readonly parentId: string }>;

/** The group that was changed: its record came with the answer. */
const changed = {
  group: ({ groupId }: GroupOutcome, _: unknown, { sources }: Context, info: GraphQLResolveInfo) =>
    groupId ? sources.group.link(groupId, info) : null,
};

/** The group an input names, as it is now. Throws an InputFault when it is not there, or is the root. */
async function currentBelowRoot(group: string, done: string, { sources }: Context) {
  const found = await sources.group.current(idIn(group, 'group', 'Group'));
  if (!found) throw new InputFault('There is no such group, or the key may not see it.', ['group'], 'NOT_FOUND');
  const parentId = referencedId(found.parent);
  if (parentId === null)
    throw new InputFault(`"${found.name}" is the root of all groups: it cannot be ${done}.`, ['group']);
  return { ...found, parentId };
}

export const groupMutations = {
  Mutation: {
    createGroup: mutation(
      async ({ name, parent, devices }, { sources }: Context) => {
        const moved = listed(devices ?? [], (one, place) => deviceIn(one, ['devices', `${place}`]).id);
        if (moved.length > sources.group.devicesACall) {
          const remedy = 'make the group first, and add them by addDevicesToGroup';
          throw new InputFault(`A new group takes ${sources.group.devicesACall} devices at most: ${remedy}.`, [
            'devices',
          ]);
        }
        const above = parent == null ? undefined : idIn(parent, 'parent', 'Group');
        const made = await sources.group.create({ name, parent: above, devices: moved.map(({ id }) => id) });
        return { groupId: made.id };
      },
      { device_ids: 'devices' },
    ),
    renameGroup: mutation(
      async ({ group, name }, { sources }: Context) => ({
        groupId: (await sources.group.rename(idIn(group, 'group', 'Group'), name)).id,
      }),
      { '': 'group' },
    ),
    moveGroup: mutation(
      async ({ group, parent }, context: Context) => {
        const above = idIn(parent, 'parent', 'Group');
        const { id, name } = await currentBelowRoot(group, 'moved', context);
        return { groupId: (await context.sources.group.move(id, name, above)).id };
      },
      // Where it is going there may be a group of its name.
      { '': 'group', name: 'parent' },
    ),
    deleteGroup: mutation(
      async ({ group }, context: Context) => {
        const { id, parentId } = await currentBelowRoot(group, 'deleted', context);
        await context.sources.group.delete(id);
        return { deletedGroupId: nodeId('Group', id), parentId };
      },
      { '': 'group' },
    ),
  },
  CreateGroupPayload: changed,
  RenameGroupPayload: changed,
  MoveGroupPayload: changed,
  DeleteGroupPayload: {
    parent: ({ parentId }, _, { sources }, info) => (parentId ? sources.group.link(parentId, info) : null),
  },
} satisfies Resolvers;
