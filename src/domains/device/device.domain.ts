import { deviceBlueprintResolvers } from './device-blueprint.resolvers.js';
import { deviceChangeResolvers } from './device-change.resolvers.js';
import { deviceEventResolvers } from './device-event.resolvers.js';
import { deviceEventSource } from './device-event.source.js';
import { deviceGroupMutations } from './device-group.mutations.js';
import { deviceMetricsResolvers } from './device-metrics.resolvers.js';
import { deviceMetricsSource } from './device-metrics.source.js';
import { devicePartsResolvers } from './device-parts.resolvers.js';
import { devicePlatformsResolvers } from './device-platforms.resolvers.js';
import { deviceStatusResolvers } from './device-status.resolvers.js';
import { deviceStatusSource } from './device-status.source.js';
import { deviceMutations } from './device.mutations.js';
import { deviceResolvers } from './device.resolvers.js';
import { deviceSource } from './device.source.js';
import { heartbeatResolvers } from './heartbeat.resolvers.js';
import { heartbeatSource } from './heartbeat.source.js';
import { tagMutations } from './tag.mutations.js';
import { tagResolvers } from './tag.resolvers.js';
import { tagSource } from './tag.source.js';

export const deviceSources = {
  device: deviceSource,
  deviceEvent: deviceEventSource,
  deviceMetrics: deviceMetricsSource,
  deviceStatus: deviceStatusSource,
  heartbeat: heartbeatSource,
  tag: tagSource,
};

export const deviceFamilies = [
  deviceResolvers,
  deviceBlueprintResolvers,
  deviceChangeResolvers,
  deviceEventResolvers,
  deviceMutations,
  deviceGroupMutations,
  deviceMetricsResolvers,
  devicePartsResolvers,
  devicePlatformsResolvers,
  deviceStatusResolvers,
  heartbeatResolvers,
  tagResolvers,
  tagMutations,
] as const;
