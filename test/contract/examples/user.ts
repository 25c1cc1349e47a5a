import type { Exchange } from '../check.js';
import {
  contentPage,
  CREATED,
  ENTERPRISE,
  got,
  GROUP,
  OTHER_ID,
  page,
  put,
  refused,
  TAG,
  UPDATED,
} from './exchange.js';

const profile = {
  id: 812,
  role: 'Group Admin',
  authz_role_id: null,
  authn_user_id: OTHER_ID,
  authn_connection_id: TAG,
  enterprise: ENTERPRISE,
  enterprise_user_id: null,
  groups: [{ id: GROUP, name: 'Stores', path: 'All devices/Stores', device_count: 40 }],
  has_all_group_access: false,
  is_customer: true,
  is_developer: false,
  created_on: CREATED,
  updated_on: UPDATED,
};
const user = {
  id: 4711,
  username: 'ada',
  email: 'ada@acme.example',
  full_name: 'Ada Byron',
  is_active: true,
  is_staff: false,
  is_superuser: false,
  is_email_verified: null,
  last_login: '2026-09-18 09:00:00',
  emm: null,
  has_emm: false,
  profile,
};
const robot = {
  ...user,
  id: 4712,
  last_login: null,
  profile: { ...profile, role: 'Enterprise Device', authn_user_id: null, authn_connection_id: null },
};
const invite = {
  id: '311',
  email: 'grace@acme.example',
  tenant_id: ENTERPRISE,
  meta: {
    is_active: true,
    email: 'grace@acme.example',
    profile: { role: 'Viewer', enterprise: ENTERPRISE, groups: [GROUP] },
  },
  idp_invite_id: null,
  connection_id: TAG,
  send_invitation_email: true,
  created_at: CREATED,
  updated_at: UPDATED,
};
const role = { id: OTHER_ID, name: 'Auditor', description: '', role_type: 2, organization_type: 1 };
const authnUser = {
  user_id: OTHER_ID,
  legacy_user_id: 4711,
  tenant_id: ENTERPRISE,
  partner_id: null,
  email: 'ada@acme.example',
  name: 'Ada Byron',
  created_at: CREATED,
  updated_at: UPDATED,
};
const noRobots = 'exclude_google_roles=true&exclude_enterprise_device_role=true&authn_user_id_null=false';

export const INVITES = `/authn2/v0/tenant/${ENTERPRISE}/invite`;

const auditor = {
  ...user,
  is_email_verified: true,
  profile: { ...profile, role: 'AuthZ Role User', authz_role_id: OTHER_ID },
};

export const userExamples: Exchange[] = [
  got('/user/?limit=250&offset=250', {
    ...page(user, robot),
    previous: 'https://acme-api.esper.cloud/api/user/?limit=250',
  }),
  got(`/user/?${noRobots}`, { ...page(user), previous: '' }),
  got('/user/4711/', user),
  got('/user_info/', user),
  put(`/authz2/v1/users/${OTHER_ID}`, { role: 'AuthZ Role User', authz_role_id: OTHER_ID, groups: [GROUP] }, auditor),
  put(`/authn2/v0/user/${OTHER_ID}`, { first_name: 'Ada' }, auditor),
  // Esper: this listing is a success called 201.
  refused(`${INVITES}?limit=250&offset=0`, 201, { count: 1, userinvites: [invite] }),
  got('/authn2/v1/users/?limit=250&offset=0&legacy_user_id=4711', contentPage(authnUser)),
  got(`/authz2/v1/users/${OTHER_ID}/groups?sub_groups=true`, { group_ids: [GROUP], has_all_group_access: false }),
  got('/authz2/v1/roles/?limit=250&offset=0', { count: 1, roles: [role] }),
  got(`/authz2/v1/roles/${OTHER_ID}/scopes`, [
    { id: TAG, name: 'device', description: '', scope_type: 1, organization_type: 1 },
  ]),
];
