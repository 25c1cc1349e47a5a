import type { Unanswered } from '../graphql/records/complete.js';
import { DateTime, JSON } from '../graphql/scalars.js';
import type { Upstream } from '../upstream/upstream.js';
import { appFamilies, appSources } from './app/app.domain.js';
import { blueprintFamilies, blueprintSources } from './blueprint/blueprint.domain.js';
import { commandFamilies, commandSources } from './command/command.domain.js';
import { deviceFamilies, deviceSources } from './device/device.domain.js';
import { enterpriseFamilies, enterpriseSources } from './enterprise/enterprise.domain.js';
import { geofenceFamilies, geofenceSources } from './geofence/geofence.domain.js';
import { groupFamilies, groupSources } from './group/group.domain.js';
import { lazySources } from './lazy-sources.js';
import { nodeResolvers } from './node.js';
import { userFamilies, userSources } from './user/user.domain.js';

/** Every resolver there is: one entry a resource family. */
export const families = [
  { DateTime, JSON },
  nodeResolvers,
  ...enterpriseFamilies,
  ...deviceFamilies,
  ...groupFamilies,
  ...appFamilies,
  ...userFamilies,
  ...blueprintFamilies,
  ...commandFamilies,
  ...geofenceFamilies,
] as const;

const OperationSources = lazySources({
  ...enterpriseSources,
  ...deviceSources,
  ...groupSources,
  ...appSources,
  ...userSources,
  ...blueprintSources,
  ...commandSources,
  ...geofenceSources,
});

export type Sources = InstanceType<typeof OperationSources>;

/** What resolvers ask: one set for each operation, since it batches and remembers what the operation has read. */
export function createSources(esper: Upstream, enterpriseId: string | null): Sources {
  const sources = new OperationSources(esper, enterpriseId);
  esper.provide('enterprise', () => sources.enterprise.id());
  return sources;
}

type Intersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
/** Fields as keys, so that an error spells all of them out. */
type Answers<Field extends string> = { readonly [F in Field as `${F}`]: unknown };
type Lacking<Field extends string, Found extends Answers<Field>> = Found;

/** Does not compile while fields of the schema are answered by nobody; the error names them, as what an empty record lacks. */
export type EveryFieldIsAnswered = Lacking<Unanswered<Intersection<(typeof families)[number]>>, Record<never, unknown>>;
