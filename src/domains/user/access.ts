import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn } from '../../graphql/changes/mutation.js';
import { asWritten, parseNodeId } from '../../graphql/node-id.js';
import { isCustom } from './role.source.js';

/** A role with what it is limited to, as an input has it. */
export interface AskedAccess {
  readonly role: string;
  readonly groups?: readonly string[] | null | undefined;
  readonly hasAllGroupAccess?: boolean | null | undefined;
}

/** The same in the words of the REST API. */
export interface Access {
  readonly role: string;
  readonly authz_role_id?: string;
  readonly groups: readonly string[];
  readonly has_all_group_access?: boolean;
}

/** Roles that come with Esper and may be given to a user, or to somebody who is invited. */
export const assignable = ['Enterprise Admin', 'Enterprise User', 'Viewer', 'Group Admin', 'Group Viewer'];
export const invitable = ['Enterprise Admin', 'Viewer', 'Group Admin', 'Group Viewer', 'Support'];

/** Esper: the word that stands for every role of the enterprise's own. */
const OWN_ROLE = 'AuthZ Role User';
const limitedToGroups = ['Group Admin', 'Group Viewer'];

/** Puts a role and its groups into the words of the REST API. Throws an InputFault when they do not go together. */
export function accessOf({ role, groups, hasAllGroupAccess }: AskedAccess, builtIn: readonly string[]): Access {
  const name = roleIn(role);
  const ids = (groups ?? []).map((group, at) => idIn(group, ['groups', String(at)], 'Group'));
  if (isCustom(name)) {
    const everywhere = hasAllGroupAccess ?? false;
    if (everywhere && ids.length > 0)
      throw new InputFault('Give groups, or access to all of them, not both.', ['groups']);
    if (!everywhere && ids.length === 0) throw new InputFault(NO_GROUPS('this role'), ['groups']);
    const reach = hasAllGroupAccess == null ? {} : { has_all_group_access: everywhere };
    return { role: OWN_ROLE, authz_role_id: name, groups: ids, ...reach };
  }
  if (name === OWN_ROLE)
    throw new InputFault(`"${OWN_ROLE}" stands for a role the enterprise made: ${GIVE_ID}`, ['role']);
  if (!builtIn.includes(name)) {
    throw new InputFault(`"${name.slice(0, 60)}" is no role to give. ${builtIn.join(', ')} are; ${GIVE_ID}`, ['role']);
  }
  if (hasAllGroupAccess != null) {
    throw new InputFault(`What ${name} covers cannot be chosen: leave this out.`, ['hasAllGroupAccess']);
  }
  const isLimited = limitedToGroups.includes(name);
  if (isLimited && ids.length === 0) throw new InputFault(NO_GROUPS(name), ['groups']);
  if (!isLimited && ids.length > 0) throw new InputFault(`${name} covers all groups: leave this out.`, ['groups']);
  return { role: name, groups: ids };
}

const GIVE_ID = 'for a role the enterprise made, give its id.';
const NO_GROUPS = (role: string) => `Name at least one group: the access of ${role} is limited to groups.`;

/** A role's id in the REST API; the name of one that comes with Esper. */
function roleIn(role: string): string {
  const node = parseNodeId(role);
  if (node && node.type !== 'Role') idIn(role, 'role', 'Role');
  return node?.keys.at(-1) ?? asWritten(role);
}
