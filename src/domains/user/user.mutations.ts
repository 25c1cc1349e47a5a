import type { Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { isUuid } from '../../graphql/uuid.js';
import type { Context } from '../context.js';
import { accessOf, assignable } from './access.js';

/** What a mutation tells its payload of the user it changed. */
export type UserOutcome = Outcome<{ readonly userId: string }>;

/** As much as is known of a user who was removed: the sign-in id, and the other one unless that was all that was given. */
export type RemovedUserOutcome = Outcome<{ readonly removedAuthnId: string; readonly removedUserId: string | null }>;

/** Esper: sign-in ids are UUIDs, the others numbers. */
const isAuthnId = isUuid;

/** The sign-in id of the user an input names, which may itself be given; the user's other id costs a call. */
async function authnIdIn(user: string, { sources }: Context): Promise<string> {
  const id = idIn(user, 'user', 'User');
  if (isAuthnId(id)) return id;
  const found = await sources.user.byId(id);
  if (!found) throw new InputFault(`There is no user "${id}", or the key may not see it.`, ['user'], 'NOT_FOUND');
  const authnId = (await read(found, 'profile'))?.authn_user_id;
  if (authnId) return authnId;
  throw new InputFault('This is a service account, which nobody can change or remove.', ['user']);
}

const changedUser = ({ userId }: UserOutcome, _: unknown, { sources }: Context) =>
  userId ? sources.user.byId(userId) : null;

export const userMutations = {
  Mutation: {
    updateUserRole: mutation(
      async ({ user, role, groups, hasAllGroupAccess, canFactoryReset }, context: Context) => {
        const access = accessOf({ role, groups, hasAllGroupAccess }, assignable);
        const reset = canFactoryReset == null ? {} : { can_factory_reset: canFactoryReset };
        const authnId = await authnIdIn(user, context);
        const changed = await context.sources.user.grant(authnId, { ...access, ...reset });
        return { userId: String(changed.id) };
      },
      { '': 'user', authz_role_id: 'role' },
    ),
    updateOwnName: mutation(async ({ firstName }, { sources }: Context) => {
      const viewer = await sources.user.viewer();
      const authnId = viewer?.profile?.authn_user_id;
      if (!authnId) throw new InputFault('The key belongs to a service account, whose name nobody can change.', null);
      const changed = await sources.user.rename(authnId, firstName);
      return { userId: String(changed.id) };
    }),
    removeUser: mutation(
      async ({ user }, context: Context) => {
        const authnId = await authnIdIn(user, context);
        await context.sources.user.remove(authnId);
        const id = idIn(user, 'user', 'User');
        return { removedAuthnId: authnId, removedUserId: isAuthnId(id) ? null : nodeId('User', id) };
      },
      { '': 'user' },
    ),
  },
  UpdateUserRolePayload: { user: changedUser },
  UpdateOwnNamePayload: { user: changedUser },
} satisfies Resolvers;
