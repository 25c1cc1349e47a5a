import { ENTERPRISE } from '../../support/strange-esper.js';

export const enterprise = `https://esper.example/api/enterprise/${ENTERPRISE}/`;
export const at = '2026-01-01T00:00:00Z';
export const page = (...results: object[]) => ({ count: results.length, next: null, previous: null, results });
export const app = (latest_version: object | null) => ({
  id: 'a1',
  application_name: 'Till',
  package_name: 'com.example.till',
  is_hidden: false,
  enterprise,
  latest_version,
});
export const version = (id: string, version_code: string, build_number: number, rest: object = {}) => ({
  id,
  version_code,
  build_number,
  min_sdk_version: '26',
  application: `${enterprise}application/a1/`,
  enterprise,
  installed_count: 1,
  is_default: false,
  is_g_play: false,
  approval_status: 'APPROVED',
  size_in_mb: 3,
  created_on: at,
  ...rest,
});
