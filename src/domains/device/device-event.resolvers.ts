import type { Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { referencedId } from '../../upstream/route.js';

export const deviceEventResolvers = {
  AndroidDevice: {
    events: ({ id }, page, { sources }) => connection(sources.deviceEvent.ofDevice(id), page),
  },
  DeviceEvent: {
    esperId: ({ id }) => id,
    createdAt: ({ created_on }) => created_on || null,
    device: (event, _, { sources }) => {
      const id = referencedId(event.device);
      return id ? sources.device.view(id, {}, 'ANDROID') : null;
    },
  },
} satisfies Resolvers;
