/** A custom role, a row of `roles` in `GET /authz2/v1/roles/`. Esper: the built-in roles have no row. */
export interface RoleRecord {
  id: string;
  name: string;
  /** Esper: always text by its documents. */
  description?: string | null;
  role_type: number;
  organization_type: number;
}

/** What a role may do, from `GET /authz2/v1/roles/{id}/scopes`. Esper: a bare list without an envelope. */
export interface RoleScopeRecord {
  id: string;
  name: string;
  description?: string | null;
  scope_type: number;
  organization_type: number;
}
