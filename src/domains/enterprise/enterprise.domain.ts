import type { Upstream } from '../../upstream/upstream.js';
import { enterpriseMutations } from './enterprise.mutations.js';
import { enterpriseResolvers } from './enterprise.resolvers.js';
import { enterpriseSource } from './enterprise.source.js';

export const enterpriseSources = (esper: Upstream, configuredId: string | null) => ({
  enterprise: enterpriseSource(esper, configuredId),
});

export const enterpriseFamilies = [enterpriseResolvers, enterpriseMutations] as const;
