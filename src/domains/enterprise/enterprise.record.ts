/** An enterprise as `GET /v1/enterprise/{id}/` sends it: flat, bare, all text. */
export interface EnterpriseRecord {
  id: string;
  name: string;
  short_code: string;
  registered_name: string | null;
  registered_address: string | null;
  location: string | null;
  zipcode: string | null;
  contact_person: string | null;
  contact_number: string | null;
  contact_email: string | null;
  /** Esper: the key is there only on tenants that have data saver mode. */
  wifi_lte_toggle_flag?: boolean;
  emm: { google_enterprise_id: string | null } | null;
  created_on: string;
  updated_on: string;
}

/**
 * What `GET /v1/token-info/` says of the caller's key.
 * Esper: it also holds `token`, the key itself, which is never read.
 */
export interface TokenInfoRecord {
  id: string;
  enterprise: string | null;
  user: string;
  developer_app: string | null;
  expires_on: string;
  scope: string[];
  created_on: string;
  updated_on: string;
}
