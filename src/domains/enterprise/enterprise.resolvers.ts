import type { Resolvers } from '../../generated/schema.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';

export const enterpriseResolvers = {
  Query: {
    enterprise: async (_, _args, { sources }) => sources.enterprise.referTo(await sources.enterprise.id()),
  },
  Enterprise: {
    id: ({ id }) => nodeId('Enterprise', id),
    esperId: ({ id }) => id,
    wifiLteToggle: async (enterprise) => (await read(enterprise, 'wifi_lte_toggle_flag')) ?? null,
    googleEnterpriseId: async (enterprise) => (await read(enterprise, 'emm'))?.google_enterprise_id ?? null,
    createdAt: (enterprise) => read(enterprise, 'created_on'),
    updatedAt: (enterprise) => read(enterprise, 'updated_on'),
  },
} satisfies Resolvers;
