import { enterpriseMutations } from './enterprise.mutations.js';
import { enterpriseResolvers } from './enterprise.resolvers.js';
import { enterpriseSource } from './enterprise.source.js';

export const enterpriseSources = {
  enterprise: enterpriseSource,
};

export const enterpriseFamilies = [enterpriseResolvers, enterpriseMutations] as const;
