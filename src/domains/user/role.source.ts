import type { GraphQLResolveInfo } from 'graphql';
import { link, type Reference } from '../../graphql/records/reference.js';
import { isUuid } from '../../graphql/uuid.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { RoleRecord, RoleScopeRecord } from './role.record.js';

export type RoleNode = Reference<RoleRecord>;

/** Whether a role was made by the enterprise. Esper: those have UUIDs, the others nothing but a name. */
export const isCustom = isUuid;

const idOf = ({ id }: RoleRecord) => id;

/** Esper: the built-in roles are words in a user's profile; no route serves them. */
const builtIn = (name: string): RoleRecord => ({ id: name, name, description: '', role_type: 0, organization_type: 0 });

/** How Esper serves roles: the custom ones as a short list or one at a time, the built-in ones not at all. */
export function roleSource(esper: Upstream) {
  const list = (name?: string | null) => esper.list('/authz2/v1/roles/', idOf, { name });
  const records = esper.planned<RoleRecord>('/authz2/v1/roles/{id}', list());
  const scopes = esper.eachList<RoleScopeRecord>('/authz2/v1/roles/{id}/scopes');
  const byId = async (id: string) => (isCustom(id) ? records.load(id) : builtIn(id));

  return {
    list,
    isCustom,
    byId,
    /** A role by its id, or by its name when it is a built-in one. */
    link: (id: string, info: GraphQLResolveInfo) =>
      isCustom(id) ? link({ id }, () => byId(id), info, ['kind']) : builtIn(id),
    scopesOf: async (id: string) => (isCustom(id) ? scopes.load(id) : null),
  };
}
