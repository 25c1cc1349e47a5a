import type { EnterpriseRecord } from '../../domains/enterprise/enterprise.record.js';
import { DAY, micros, NOW } from '../timestamps.js';

/** The one enterprise of the simulated tenant. */
export const seedEnterprise = (id: string): EnterpriseRecord => ({
  id,
  name: 'Simulated Stores',
  short_code: 'SIM',
  registered_name: 'Simulated Stores Ltd.',
  registered_address: '1 Example Street',
  location: 'Berlin',
  zipcode: '10115',
  contact_person: 'Ada Admin',
  contact_number: null,
  contact_email: 'ada.admin@example.com',
  emm: { google_enterprise_id: 'LC00sim0' },
  created_on: micros(NOW - 1000 * DAY),
  updated_on: micros(NOW - 10 * DAY),
});
