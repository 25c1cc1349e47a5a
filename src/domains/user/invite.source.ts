import { matching } from '../../upstream/lists/matching.js';
import { rowsOf, type Rows } from '../../upstream/lists/rows.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { InviteRecord, MadeInviteRecord } from './invite.record.js';

/** What an invitation is made of. */
export interface NewInvite {
  readonly email: string;
  readonly profile: object;
  readonly connectionId: string | undefined;
}

const idOf = ({ id }: InviteRecord) => id;

/** How Esper serves invitations: all of them in one answer, which says 201 and cannot be paged. */
export function inviteSource(esper: Upstream) {
  const route = '/authn2/v0/tenant/{enterprise}/invite';
  const all = esper.whole<InviteRecord>(route, idOf);
  const made = new Map<string, InviteRecord>();

  return {
    all,
    byId: async (id: string) => made.get(id) ?? (await matching(all, (invite) => invite.id === id))[0] ?? null,
    to: (email: string): Rows<InviteRecord> =>
      rowsOf(`invites to ${email}`, idOf, async () =>
        (await esper.all(all)).filter((invite) => invite.email?.toLowerCase() === email.toLowerCase()),
      ),
    /** Esper: the address is told twice, and the answer alone tells the URL at which the invitation is taken up. */
    async create({ email, profile, connectionId }: NewInvite): Promise<MadeInviteRecord> {
      const body = { email, meta: { email, profile }, connection_id: connectionId };
      const invite = await esper.write<MadeInviteRecord>('POST', route, { body });
      made.set(invite.id, invite);
      return invite;
    },
    cancel: (id: string) => esper.erase(`${route}/{id}`, { params: { id } }),
  };
}
