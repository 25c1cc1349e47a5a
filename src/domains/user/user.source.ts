import { reference, type Reference } from '../../graphql/records/reference.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { matching } from '../../upstream/lists/matching.js';
import { mapped, rowsOf, type Rows } from '../../upstream/lists/rows.js';
import { sifted } from '../../upstream/planning/sifted.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { UserGroupRecord, UserRecord } from './user.record.js';

export type UserNode = Reference<UserRecord>;

/** Esper: undocumented, and what the vendor's own tool sends to keep the accounts of devices and of Google out. */
const peopleOnly = {
  exclude_google_roles: true,
  exclude_enterprise_device_role: true,
  authn_user_id_null: false,
};

const idOf = ({ id }: UserRecord) => String(id);

/** Esper: an account per device, with an address of the vendor's that begins so. */
const isDevice = (address: string | null) => /^device-[^@]*@([\w-]+\.)*(esper|shoonya\w*)\.\w+$/i.test(address ?? '');

/** Whether this is no person. Esper: an account per device, and roles of Google's. */
export const isServiceAccount = ({ username, email, profile }: Pick<UserRecord, 'username' | 'email' | 'profile'>) =>
  /^enterprise device$|google/i.test(profile?.role ?? '') || isDevice(username) || isDevice(email);

const groupIdOf = (group: UserGroupRecord | string) => (typeof group === 'string' ? group : group.id);

const isPerson = (user: UserRecord) => !isServiceAccount(user);

/**
 * How Esper serves users: one at a time, or as a list that no filter narrows.
 * Esper: legacy is the only generation that tells role and groups; a list row may lack `is_email_verified`.
 */
export function userSource(esper: Upstream) {
  const item = '/user/{id}/';
  const records = esper.each<UserRecord>(item);
  const rows = (everybody: boolean) => esper.list('/user/', idOf, everybody ? {} : peopleOnly);
  // Esper: the accounts of devices and of Google are not in the list of people.
  const people = esper.planned(item, rows(false), { isWhole: false });
  // Esper: nobody says that the switches work, and the vendor's own tool drops robots from what they leave.
  const persons = sifted(rows(false), {
    filter: 'users without robots',
    filters: esper.learnt.filters,
    fits: isPerson,
  });
  const rowNode = (user: UserRecord): UserNode => reference(user, () => records.load(String(user.id)));
  const list = (everybody = false): Rows<UserNode> => mapped(everybody ? rows(true) : persons, rowNode);

  const thoseThat = (what: string, isIt: (user: UserRecord) => boolean): Rows<UserRecord> =>
    rowsOf(`users ${what}`, idOf, async () => (await esper.all(persons)).filter(isIt));

  /**
   * Esper: the services that change users know them by the sign-in id alone, a UUID; their answers have the other id, and by
   * the documents lack a part of the profile. One that lacks it is no record: the user is read when more than the id is wanted.
   */
  const changed = async (route: string, authnId: string, body: object): Promise<UserRecord> => {
    const user = await esper.write<UserRecord>('PUT', route, { params: { id: authnId }, body });
    const { profile }: Partial<UserRecord> = user;
    if (profile && 'has_all_group_access' in profile)
      for (const known of [records, people]) known.prime(String(user.id), user);
    return user;
  };

  return {
    list,
    /** Gives a user a role, with the groups it is limited to. */
    grant: (authnId: string, access: object) => changed('/authz2/v1/users/{id}', authnId, access),
    /** Esper: the one thing users can change of themselves. */
    rename: (authnId: string, firstName: string) => changed('/authn2/v0/user/{id}', authnId, { first_name: firstName }),
    remove: (authnId: string) => esper.erase('/authn2/v0/tenant/{enterprise}/user/{id}/', { params: { id: authnId } }),
    viewer: () => esper.item<UserRecord>('/user_info/'),
    /** Null for what is no whole number, which no user's id is. */
    async byId(id: string): Promise<UserNode | null> {
      if (!/^\d+$/.test(id)) return null;
      const user = await people.load(id);
      return user && rowNode(user);
    },
    withEmail: (email: string) => matching(persons, (user) => user.email?.toLowerCase() === email.toLowerCase()),
    withRole: (role: string) =>
      thoseThat(`with role ${role}`, ({ profile }) => (profile?.authz_role_id || profile?.role) === role),
    inGroup: (groupId: string) =>
      thoseThat(`in group ${groupId}`, ({ profile }) =>
        withoutNulls(profile?.groups).some((group) => groupIdOf(group) === groupId),
      ),
  };
}
