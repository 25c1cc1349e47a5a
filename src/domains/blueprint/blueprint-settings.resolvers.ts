import type { DevicePlatform, Resolvers } from '../../generated/schema.js';
import type { PlatformSettingsRecord } from './blueprint-version.record.js';

/** What is set for the devices of one platform. */
export interface PlatformSettings {
  /** As the REST API words it. */
  readonly platform: string;
  readonly values: PlatformSettingsRecord;
}

const platforms = new Map<string, DevicePlatform>([
  ['android', 'ANDROID'],
  ['ios', 'APPLE'],
  ['linux', 'LINUX'],
  ['windows', 'WINDOWS'],
]);

/** The platform that is meant by a key of settings. */
export const platformOf = (key: string): DevicePlatform => platforms.get(key) ?? 'UNKNOWN';

export const blueprintSettingsResolvers = {
  BlueprintSettings: {
    platform: ({ platform }) => platformOf(platform),
    names: ({ values }) => Object.keys(values).toSorted(),
  },
} satisfies Resolvers;
