import { expect, test } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const AUTHN = '11111111-1111-4111-8111-111111111111';
const at = '2026-01-01T00:00:00Z';

/** A user as the services that change one answer by their documents, which lack a key of the profile. */
const changed = {
  id: 7,
  username: 'ada',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Admin',
  full_name: 'Ada Admin',
  is_active: true,
  last_login: '',
  profile: {
    role: 'Viewer',
    authn_user_id: AUTHN,
    authn_connection_id: null,
    enterprise: ENTERPRISE,
    groups: [],
    is_customer: true,
    is_developer: false,
    can_factory_reset: false,
    created_on: at,
    updated_on: at,
  },
};
const whole = { ...changed, profile: { ...changed.profile, has_all_group_access: true } };
const isChange = ({ pathname }: URL) => pathname.includes('/authz2/') || pathname.includes('/authn2/');

test.each([
  ['updateUserRole', `user: "${AUTHN}", role: "Viewer"`, []],
  ['updateOwnName', 'firstName: "Ada"', ['/api/user_info/']],
])('a user of whom the answer to %s does not tell all is read', async (name, input, before) => {
  const { query, calls } = await beforeEsperThat((url) => (isChange(url) ? changed : whole));
  const { data, errors } = await query(
    `mutation { ${name}(input: { ${input} }) { user { esperId fullName hasAllGroupAccess role { name } } userErrors { message } } }`,
  );
  expect(errors).toBeUndefined();
  const user = { esperId: '7', fullName: 'Ada Admin', hasAllGroupAccess: true, role: { name: 'Viewer' } };
  expect(data[name]).toEqual({ user, userErrors: [] });
  expect(calls).toEqual([...before, expect.stringContaining(AUTHN), '/api/user/7/']);
});
