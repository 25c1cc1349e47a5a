import type { Upstream } from '../../upstream/upstream.js';
import { groupMutations } from './group.mutations.js';
import { groupResolvers } from './group.resolvers.js';
import { groupSource } from './group.source.js';

export const groupSources = (esper: Upstream) => ({ group: groupSource(esper) });

export const groupFamilies = [groupResolvers, groupMutations] as const;
