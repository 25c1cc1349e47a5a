import { reference, type Reference } from '../../graphql/records/reference.js';
import { UpstreamError } from '../../upstream/errors.js';
import { upsert } from '../../upstream/upsert.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { EnterpriseRecord, TokenInfoRecord } from './enterprise.record.js';

export type EnterpriseNode = Reference<EnterpriseRecord>;

/** How Esper serves the one enterprise of a key, and how its id, which most paths need, is learnt. */
export function enterpriseSource(esper: Upstream, configuredId: string | null) {
  const records = esper.each<EnterpriseRecord>('/v1/enterprise/{id}/');
  const { facts } = esper.memory;
  const references = new Map<string, EnterpriseNode>();
  let learning: Promise<string> | undefined;

  const learn = async (): Promise<string> => {
    const id = await ask();
    facts.set('enterprise', id);
    return id;
  };

  const ask = async (): Promise<string> => {
    // Esper: token-info is deprecated and may be refused; user_info knows the enterprise too.
    const token = await esper.item<TokenInfoRecord>('/v1/token-info/').catch((error: unknown) => {
      if (error instanceof UpstreamError && error.code === 'UNAUTHENTICATED') throw error;
      return null;
    });
    if (token?.enterprise) return token.enterprise;
    const user = await esper.item<{ profile?: { enterprise?: string } }>('/user_info/');
    if (user?.profile?.enterprise) return user.profile.enterprise;
    throw new UpstreamError('FORBIDDEN', {
      call: 'GET /v1/token-info/',
      why: 'The key is tied to no enterprise; ESPER_ENTERPRISE_ID can name one.',
    });
  };

  const source = {
    /** Calls that it takes at most to know the id. */
    callsToLearn: () => (configuredId !== null || facts.has('enterprise') ? 0 : 2),
    /** The id of the key's enterprise: configured or remembered, and then given at once, or learnt by a call. */
    id: (): string | Promise<string> => configuredId ?? facts.get('enterprise') ?? (learning ??= learn()),
    /** Takes note of the id when another record tells it, so that nobody has to ask. */
    learnt(id: string): void {
      facts.set('enterprise', id);
    },
    byId: (id: string) => records.load(id),
    /** Changes the key's own enterprise: there is no other for it. */
    async update(changes: Partial<EnterpriseRecord>): Promise<EnterpriseRecord> {
      const change = { params: { id: await source.id() }, body: changes };
      const now = await esper.write<EnterpriseRecord>('PATCH', '/v1/enterprise/{id}/', change);
      references.clear();
      records.prime(now.id, now);
      return now;
    },
    /** The same for all who refer to it: every row of a list does. */
    referTo(id: string): EnterpriseNode {
      return upsert(references, id, () => reference({ id }, () => records.load(id)));
    },
  };
  return source;
}
