import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { badUserInput } from '../../graphql/errors.js';
import type { Learnt } from '../../upstream/learnt.js';
import type { Send } from '../../upstream/send.js';
import { withStatus } from '../http/with-status.js';
import type { TenantClient } from './client-factory.js';

/** One tenant as operations see it: its REST API, which no other tenant's key is ever sent to. */
export interface Tenant {
  /** Null for a default tenant that has a base and no name. */
  readonly name: string | null;
  readonly isDefault: boolean;
  readonly baseUrl: string;
  readonly send: Send;
  readonly learnt: Learnt;
  /** The gateway's own key for this tenant. */
  readonly ownKey: string | null;
  /** Null when it is to be learnt. */
  readonly enterpriseId: string | null;
}

export interface Tenants {
  /** The tenant a request is for. Throws BAD_USER_INPUT for one that is not listed. */
  of(request: FastifyRequest): Tenant;
  /** Something was changed by another replica: nobody joins a read that is under way. */
  forget(): void;
  /** Waits for the writes that go on though their clients have left. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The default tenant, and those of ESPER_TENANTS. */
export function createTenants(
  config: Config & { readonly baseUrl: string },
  client: TenantClient,
  connect: (baseUrl: string) => TenantClient,
): Tenants {
  const { ESPER_TENANT, ESPER_API_KEY, ESPER_ENTERPRISE_ID, ESPER_TENANTS, ESPER_TENANT_KEYS } = config;
  const byDefault: Tenant = {
    name: ESPER_TENANT,
    isDefault: true,
    baseUrl: config.baseUrl,
    send: client.send,
    learnt: client.learnt,
    ownKey: ESPER_API_KEY,
    enterpriseId: ESPER_ENTERPRISE_ID,
  };
  const others = [...ESPER_TENANTS].map(([name, baseUrl]) => ({ name, baseUrl, ...connect(baseUrl) }));
  const named = new Map<string, Tenant>();
  for (const { name, baseUrl, send, learnt } of others) {
    const ownKey = ESPER_TENANT_KEYS.get(name) ?? null;
    named.set(name, { name, isDefault: false, baseUrl, send, learnt, ownKey, enterpriseId: null });
  }
  if (ESPER_TENANT) named.set(ESPER_TENANT, byDefault);
  const all = [client, ...others];

  return {
    of({ headers: { 'x-esper-tenant': asked } }) {
      if (asked === undefined) return byDefault;
      const found = named.get(String(asked));
      if (found) return found;
      throw withStatus(400, badUserInput('The header x-esper-tenant names no tenant that is served here.'));
    },
    forget: () => {
      for (const one of all) one.forget();
    },
    settled: async () => {
      await Promise.all(all.map((one) => one.settled()));
    },
    close: async () => {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

/** The tenants there are, the default first; its name is empty when it has a base and no name. */
export const tenantNames = ({ ESPER_TENANT, ESPER_TENANTS }: Config): readonly string[] => [
  ESPER_TENANT ?? '',
  ...ESPER_TENANTS.keys(),
];
