import type { CommandResultFilter, Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseUnknown } from '../../graphql/connections/filter.js';
import { nodeId } from '../../graphql/node-id.js';
import type { ResultQuery } from './command-result.source.js';
import { isFinal, nameOf, stateOf } from './command-state.js';

/** The query that stands for a filter. Throws BAD_USER_INPUT. */
export function resultQuery(filter: CommandResultFilter | null | undefined): ResultQuery {
  refuseUnknown(filter, 'state');
  return { state: filter?.state ? nameOf(filter.state) : undefined };
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
