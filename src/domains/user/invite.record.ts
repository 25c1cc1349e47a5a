/** An open invitation, a row of `userinvites` in `GET /authn2/v0/tenant/{enterprise}/invite`. */
export interface InviteRecord {
  id: string;
  email: string;
  tenant_id: string;
  idp_invite_id: string | null;
  connection_id: string | null;
  send_invitation_email: boolean;
  meta: {
    is_active?: boolean;
    email?: string;
    /** Esper: `groups` are plain ids here, objects in a user's profile. */
    profile?: { role?: string; enterprise?: string; groups?: string[] | null; authz_role_id?: string | null };
  } | null;
  created_at: string;
  updated_at: string;
}

/** What the making of one is answered with. */
export interface MadeInviteRecord extends InviteRecord {
  /** Esper: where the invitation is taken up; told this once. Whoever has it can become the invited user. */
  invitation_url?: string | null;
}
