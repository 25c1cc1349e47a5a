import type { Resolvers } from '../../generated/schema.js';

export const heartbeatResolvers = {
  Device: {
    heartbeat: ({ id }, _, { sources }) => sources.heartbeat.ofDevice(id),
  },
  Heartbeat: {
    lastSeen: ({ timestamp }) => timestamp || null,
    isOnline: ({ status }) => status === 1,
  },
} satisfies Resolvers;
