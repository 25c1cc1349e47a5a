import type { CommandResultFilter, Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseUnknown } from '../../graphql/connections/filter.js';
import { nodeId } from '../../graphql/node-id.js';
import type { Query } from '../../upstream/route.js';
import { isFinal, nameOf, stateOf } from './command-state.js';

/** The query that stands for a filter. Throws BAD_USER_INPUT. */
export function resultQuery(filter: CommandResultFilter | null | undefined): Query {
  refuseUnknown(filter, 'state');
  return filter?.state ? { state: nameOf(filter.state) } : {};
}

export const commandResultResolvers = {
  Device: {
    commandResults: ({ id }, { filter, ...page }, { sources }) =>
      connection(sources.commandResult.ofDevice(id, resultQuery(filter)), page),
  },
  CommandResult: {
    id: ({ id }) => nodeId('CommandResult', id),
    esperId: ({ id }) => id,
    deviceId: ({ device }) => device,
    device: ({ device }, _, { sources }, info) => sources.device.byId(device, info),
    command: ({ request }, _, { sources }) => sources.command.byId(request),
    state: ({ state }) => stateOf(state),
    stateName: ({ state }) => state,
    isDone: ({ state }) => isFinal(stateOf(state)),
  },
} satisfies Resolvers;
