import { all, alsoHas, alwaysHas, answers, anyValue, mayBeNull, takes, under } from '../changes.js';
import type { Correction } from '../correction.js';
import { contentList, orNull, ref, whole, yes } from '../shapes.js';

const pages = { limit: whole, offset: whole };

export const userCorrections: Correction[] = [
  {
    where: 'legacy GET /user/',
    reason: '2, Page sizes: "user: EAST 250", in a legacy envelope',
    change: takes(pages),
  },
  {
    where: 'legacy GET /user/',
    reason:
      '5, User: "EAST passes exclude_google_roles=true&exclude_enterprise_device_role=true&authn_user_id_null=false (undocumented)"',
    change: takes({ exclude_google_roles: yes, exclude_enterprise_device_role: yes, authn_user_id_null: yes }),
  },
  ...['User', 'UserList'].map((schema): Correction => ({
    where: `legacy ${schema}`,
    reason: '5, User: id, username, profile live; `emm?`; robots have no last_login [I]',
    change: all(alwaysHas('id', 'username', 'profile'), mayBeNull('emm', 'last_login')),
  })),
  {
    where: 'legacy User',
    reason: '5, User: `is_email_verified?`',
    change: mayBeNull('is_email_verified'),
  },
  {
    where: 'legacy UserList',
    reason: '5, User: GET /user/ has `is_email_verified?` as the item has',
    change: alsoHas({ is_email_verified: orNull(yes) }),
  },
  ...(['authn2', 'authz2'] as const).map((file): Correction => ({
    where: `${file} User`,
    reason: '5, User: `emm?`; whoever is changed is told of as legacy tells [I]',
    change: mayBeNull('emm'),
  })),
  ...(['legacy', 'authn2', 'authz2'] as const).map((file): Correction => ({
    where: `${file} UserProfile`,
    reason: '5, User: profile {authz_role_id?, enterprise_user_id?, has_all_group_access b}',
    change: all(alsoHas({ has_all_group_access: yes }), mayBeNull('authz_role_id', 'enterprise_user_id')),
  })),
  {
    where: 'legacy UserProfile',
    reason: '5, User: authn_user_id_null asks for it to be null or not',
    change: mayBeNull('authn_user_id', 'authn_connection_id'),
  },
  ...(['legacy', 'authn2', 'authz2'] as const).map((file): Correction => ({
    where: `${file} UserProfile`,
    reason:
      '5, User: roles beyond the list are "Enterprise Device", "AuthZ Role User" and Google ones that nobody names',
    change: under(['role'], anyValue),
  })),
  {
    where: 'authn2 GET /authn2/v0/tenant/{enterprise_id}/invite',
    reason: '5, Invite: "EAST sends limit/offset to the invite list"',
    change: takes(pages),
  },
  {
    where: 'authn2 TenantUserInviteResponse',
    reason:
      '5, Invite: "meta {is_active, email, profile {role, enterprise, groups[ids], authz_role_id?}}", which SPEC leaves untyped',
    change: alwaysHas('id', 'email', 'meta'),
  },
  {
    where: 'authn2 GET /authn2/v1/users/',
    reason: '2, Envelopes: "{content: {count, next, prev, results}}: /authn2/v1/users/"',
    change: all(takes(pages), answers(200, contentList(ref('UsersListResponse')))),
  },
  {
    where: 'authn2 UsersListResponse',
    reason: '5, User: "user_id UUID, legacy_user_id i, ... partner_id?"',
    change: all(alsoHas({ legacy_user_id: whole }), alwaysHas('user_id', 'email'), mayBeNull('partner_id')),
  },
];
