/** A user as `GET /user/`, `/user/{id}/` and `/user_info/` send it. */
export interface UserRecord {
  /** Esper: an integer here, a UUID (`profile.authn_user_id`) in authn2 and authz2. */
  id: number;
  username: string;
  email: string | null;
  first_name: string;
  last_name: string;
  full_name: string;
  is_active: boolean;
  is_staff: boolean;
  is_superuser: boolean;
  is_email_verified?: boolean | null;
  /** Esper: text, "" or null for somebody who never signed in. */
  last_login: string | null;
  has_emm: boolean;
  emm?: object | null;
  profile?: UserProfileRecord | null;
}

export interface UserProfileRecord {
  id: number;
  /** Esper: one of the built-in role words, or "AuthZ Role User" beside an `authz_role_id`. */
  role: string;
  authz_role_id: string | null;
  authn_user_id: string | null;
  authn_connection_id: string | null;
  enterprise: string;
  enterprise_user_id?: string | null;
  /** Esper: objects when read, ids when written. */
  groups: (UserGroupRecord | string)[] | null;
  /** Esper: seen in truth, and in no document. */
  has_all_group_access?: boolean | null;
  is_customer: boolean;
  is_developer: boolean;
  is_endpoint_creator: boolean;
  can_factory_reset: boolean;
  created_on: string;
  updated_on: string;
}

/** The part of a group that a user's profile repeats. */
export interface UserGroupRecord {
  id: string;
  name: string;
  path: string;
  device_count: number;
}
