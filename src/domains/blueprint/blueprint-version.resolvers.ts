import type { BlueprintVersionFilter, Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty } from '../../graphql/connections/filter.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { isRecord } from '../../upstream/is-record.js';
import type { BlueprintAppNode } from './blueprint-app.resolvers.js';
import type { PlatformSettings } from './blueprint-settings.resolvers.js';
import type { BlueprintSettingsRecord } from './blueprint-version.record.js';
import type { VersionsWanted } from './blueprint-version.source.js';

function wanted(filter: BlueprintVersionFilter | null | undefined): VersionsWanted {
  refuseEmpty(filter);
  return { number: filter?.versionNumber, isPublished: filter?.isPublished };
}

/** The settings of each platform that has any. Null where the REST API does not tell them. */
const byPlatform = (settings: BlueprintSettingsRecord | null | undefined) =>
  isRecord(settings)
    ? Object.entries(settings).flatMap(([platform, values]) =>
        isRecord(values) && Object.keys(values).length > 0 ? [{ platform, values }] : [],
      )
    : null;

const appsIn = ({ platform, values: { apps } }: PlatformSettings): BlueprintAppNode[] =>
  Array.isArray(apps) ? apps.filter(isRecord).map((record) => ({ platform, record })) : [];

export const blueprintVersionResolvers = {
  Blueprint: {
    latestVersion: async ({ id }, _, { sources }) => {
      const record = await sources.blueprint.byId(id);
      return record && sources.blueprintVersion.newestOf(record);
    },
    versions: ({ id }, { filter, ...page }, { sources }) =>
      connection(sources.blueprintVersion.list(id, wanted(filter)), page),
  },
  BlueprintVersion: {
    id: ({ id, blueprint }) => nodeId('BlueprintVersion', blueprint, id),
    esperId: ({ id }) => id,
    isPublished: (version) => read(version, 'publish') ?? null,
    settings: (version) => after(read(version, 'settings'), byPlatform),
    apps: (version) => after(read(version, 'settings'), (settings) => byPlatform(settings)?.flatMap(appsIn)),
    blueprint: ({ blueprint }, _, { sources }, info) => sources.blueprint.link(blueprint, info),
  },
} satisfies Resolvers;
