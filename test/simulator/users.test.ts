import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 60 });
});
afterAll(() => esper.close());

const PEOPLE = 'exclude_google_roles=true&exclude_enterprise_device_role=true&authn_user_id_null=false';

test('most users are robots, and three switches leave only people', async () => {
  expect((await esper.get('/user/')).json.count).toBe(12 + 1 + 50);
  const people = (await esper.get(`/user/?limit=50&${PEOPLE}`)).json;
  expect(people.count).toBe(12);
  expect(people.previous).toBe('');
  expect(people.results.every(({ email }: Json) => email.endsWith('@example.com'))).toBe(true);
});

test('a user is the same in the three services, under two ids', async () => {
  const viewer = (await esper.get('/user/1002/')).json;
  expect(viewer).toMatchObject({ id: 1002, profile: { role: 'Group Viewer', has_all_group_access: false } });
  const { content } = (await esper.get('/authn2/v1/users/?legacy_user_id=1002')).json;
  expect(content.results).toMatchObject([{ user_id: viewer.profile.authn_user_id, email: viewer.email }]);
  const groups = (await esper.get(`/authz2/v1/users/${viewer.profile.authn_user_id}/groups`)).json;
  expect(groups.group_ids).toEqual(viewer.profile.groups.map(({ id }: Json) => id));
  const withSubgroups = await esper.get(`/authz2/v1/users/${viewer.profile.authn_user_id}/groups?sub_groups=true`);
  expect(withSubgroups.json.group_ids.length).toBeGreaterThan(groups.group_ids.length);
});

test('a custom role leads to its row and its scopes, which are a bare list', async () => {
  const { results } = (await esper.get(`/user/?limit=50&${PEOPLE}`)).json;
  const custom = results.find(({ profile }: Json) => profile.authz_role_id !== null);
  const role = (await esper.get(`/authz2/v1/roles/${custom.profile.authz_role_id}`)).json;
  expect(role.name).toBe('Store manager');
  const scopes = (await esper.get(`/authz2/v1/roles/${role.id}/scopes`)).json;
  expect(scopes.map(({ name }: Json) => name)).toContain('read:device');
  expect((await esper.get('/authz2/v1/roles/?limit=1&offset=1')).json).toMatchObject({ count: 3, roles: [{}] });
});

test('the groups of an invite are plain ids', async () => {
  const { count, userinvites } = (await esper.get('/authn2/v0/tenant/{e}/invite')).json;
  expect(count).toBe(userinvites.length);
  const [group] = userinvites[0].meta.profile.groups;
  expect((await esper.get(`/enterprise/{e}/devicegroup/${group}/`)).status).toBe(200);
});

test('tags are searched and sorted', async () => {
  const sorted = (await esper.get('/enterprise/{e}/tags/?ordering=tag&limit=100')).json.results;
  const names = sorted.map(({ tag }: Json) => tag);
  expect(names).toEqual(names.toSorted());
  expect((await esper.get('/enterprise/{e}/tags/?search=VIP')).json.count).toBe(3);
});

test('groups of a user that are no list are refused in the words of the web framework', async () => {
  const { profile } = (await esper.get('/user/1002/')).json;
  const response = await fetch(`${esper.url}/authz2/v1/users/${profile.authn_user_id}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer demo-admin', 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'Group Viewer', groups: 'Europe' }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 400, message: 'Expected a list of items.' });
});
