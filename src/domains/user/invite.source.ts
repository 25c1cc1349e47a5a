import { rowsOf, type Rows } from '../../upstream/rows.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { InviteRecord } from './invite.record.js';

/** How Esper serves invitations: all of them in one answer, which says 201 and cannot be paged. */
export function inviteSource(esper: Upstream) {
  const idOf = ({ id }: InviteRecord) => id;
  const all = rowsOf('invites', idOf, () => esper.whole<InviteRecord>('/authn2/v0/tenant/{enterprise}/invite'));
  return {
    all,
    byId: async (id: string) => (await esper.all(all)).find((invite) => invite.id === id) ?? null,
    to: (email: string): Rows<InviteRecord> =>
      rowsOf(`invites to ${email}`, idOf, async () =>
        (await esper.all(all)).filter((invite) => invite.email.toLowerCase() === email.toLowerCase()),
      ),
  };
}
