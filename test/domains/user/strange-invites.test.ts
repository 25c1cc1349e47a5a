import { expect, test } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const at = '2026-01-01T00:00:00Z';
const invites = Array.from({ length: 130 }, (_, n) => ({
  id: `i${n}`,
  email: `invited.${n}@example.com`,
  tenant_id: ENTERPRISE,
  send_invitation_email: true,
  meta: { profile: { role: 'Viewer' } },
  created_at: at,
  updated_at: at,
}));
const LIST = '{ enterprise { invites(last: 1) { totalCount nodes { email } } } }';
const last = { totalCount: 130, nodes: [{ email: 'invited.129@example.com' }] };

test('invitations that come in pages after all are read to the end', async () => {
  const { query, calls } = await beforeEsperThat(({ searchParams }) => {
    const offset = Number(searchParams.get('offset') ?? 0);
    return { count: invites.length, userinvites: invites.slice(offset, offset + 50) };
  });
  expect((await query(LIST)).data.enterprise.invites).toEqual(last);
  expect(calls.map((call) => call.split('/invite')[1])).toEqual(['', '?limit=250&offset=50', '?limit=250&offset=100']);
});

test('a count that is more than what there is, whatever is asked for, keeps nobody asking', async () => {
  const { query, calls } = await beforeEsperThat(() => ({ count: 500, userinvites: invites }));
  expect((await query(LIST)).data.enterprise.invites).toEqual(last);
  expect(calls).toHaveLength(2);
});

test('one that comes whole is asked for once', async () => {
  const { query, calls } = await beforeEsperThat(() => ({ count: 130, userinvites: invites }));
  expect((await query(LIST)).data.enterprise.invites).toEqual(last);
  expect(calls).toHaveLength(1);
});
