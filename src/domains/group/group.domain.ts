import { groupMutations } from './group.mutations.js';
import { groupResolvers } from './group.resolvers.js';
import { groupSource } from './group.source.js';

export const groupSources = { group: groupSource };

export const groupFamilies = [groupResolvers, groupMutations] as const;
