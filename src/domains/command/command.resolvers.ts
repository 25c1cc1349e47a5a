import type { CommandFilter, Resolvers } from '../../generated/schema.js';
import { connection, connectionOf } from '../../graphql/connections/connection.js';
import { csv, refuseEmpty, refuseUnknown } from '../../graphql/connections/filter.js';
import { known } from '../../graphql/enums.js';
import { badUserInput } from '../../graphql/errors.js';
import { soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import type { Query } from '../../upstream/route.js';
import type { Context } from '../context.js';
import { deviceTypes } from '../device-id.js';
import { commandName } from './command-name.js';
import { resultQuery } from './command-result.resolvers.js';
import { devicesOf, phaseOf, totalOf, type Tally } from './command-state.js';
import type { CommandRecord } from './command.record.js';

const targetKind = known('DEVICE', 'GROUP', 'DYNAMIC');
const scheduleKind = known('IMMEDIATE', 'WINDOW', 'RECURRING');

function query(filter: CommandFilter | null | undefined): Query {
  refuseEmpty(filter);
  if (filter?.command && filter.commandName) throw badUserInput('Give "command" or "commandName", not both.');
  refuseUnknown(filter, 'command', 'schedule');
  return {
    devices: csv(
      'devices',
      filter?.devices?.map((id) => restId(id, ...deviceTypes)),
    ),
    groups: csv(
      'groups',
      filter?.groups?.map((id) => restId(id, 'Group')),
    ),
    command: filter?.command ?? filter?.commandName,
    schedule: filter?.schedule,
    exclude_internal_commands: filter?.excludeInternal ?? undefined,
  };
}

/** The results of a command. How many devices it names tells how they are best found out. */
function resultsOf(command: CommandRecord, { commandResult }: Context['sources']) {
  const devices = devicesOf(command);
  if (devices) commandResult.remember(command.id, { most: devices });
  return commandResult;
}

const tally = (command: CommandRecord, { sources }: Context): Promise<Tally> =>
  resultsOf(command, sources).tally(command.id);

const phase = async (command: CommandRecord, context: Context) => phaseOf(command, await tally(command, context));

export const commandResolvers = {
  Query: {
    command: (_, args, { sources }, info) => sources.command.byId(restId(soleArgument(args, info)[1], 'Command')),
    commands: (_, { filter, ...page }, { sources }) => connection(sources.command.list(query(filter)), page),
  },
  Device: {
    commands: ({ id }, page, { sources }) => connection(sources.command.list({ devices: id }), page),
  },
  Group: {
    commands: ({ id }, page, { sources }) => connection(sources.command.list({ groups: id }), page),
  },
  Command: {
    id: ({ id }) => nodeId('Command', id),
    esperId: ({ id }) => id,
    command: ({ command }) => commandName(command),
    commandName: ({ command }) => command,
    args: ({ command_args: args }) => args ?? {},
    rawArgs: ({ command_args: args }) => args ?? null,
    targetKind: ({ command_type: type }) => (type ? targetKind(type) : null),
    deviceCount: ({ devices }) => withoutNulls(devices).length,
    deviceIds: ({ devices }) => withoutNulls(devices),
    groups: ({ id, groups }, page, { sources }) => {
      const named = () => withoutNulls(groups).map((group) => sources.group.referTo(group));
      return connectionOf(`groups of command ${id}`, named, page);
    },
    schedule: ({ schedule, schedule_args: args }) => ({ ...args, kind: schedule ?? 'IMMEDIATE' }),
    issuer: ({ created_by: user }, _, { sources }) => (user ? sources.user.byId(user) : null),
    phase: (command, _, context) => phase(command, context),
    isDone: async (command, _, context) => (await phase(command, context)) === 'DONE',
    counts: (command, _, context) => tally(command, context),
    results: (command, { filter, ...page }, { sources }) =>
      connection(resultsOf(command, sources).ofCommand(command.id, resultQuery(filter)), page),
  },
  CommandCounts: {
    total: totalOf,
    scheduled: ({ SCHEDULED = 0 }) => SCHEDULED,
    queued: ({ QUEUED = 0 }) => QUEUED,
    inProgress: ({ INITIATED = 0, ACKNOWLEDGED = 0, IN_PROGRESS = 0 }) => INITIATED + ACKNOWLEDGED + IN_PROGRESS,
    succeeded: ({ SUCCESS = 0 }) => SUCCESS,
    failed: ({ FAILURE = 0 }) => FAILURE,
    timedOut: ({ TIMED_OUT = 0 }) => TIMED_OUT,
    cancelled: ({ CANCELLED = 0 }) => CANCELLED,
    unknown: ({ UNKNOWN = 0 }) => UNKNOWN,
  },
  CommandArguments: {
    wifiNetworks: ({ wifi_access_points: points }) =>
      withoutNulls([points].flat()).flatMap((point) => {
        const ssid = typeof point === 'string' ? point : (point as { wifi_ssid?: unknown }).wifi_ssid;
        return typeof ssid === 'string' ? [ssid] : [];
      }),
    duration: ({ duration }) => (duration == null ? null : String(duration)),
  },
  CommandSchedule: {
    kind: ({ kind }) => scheduleKind(kind),
    startAt: ({ start_datetime: start }) => start || null,
    endAt: ({ end_datetime: end }) => end || null,
    dailyFrom: ({ window_start_time: from }) => from ?? null,
    dailyUntil: ({ window_end_time: until }) => until ?? null,
    days: ({ days }) => withoutNulls(days),
  },
} satisfies Resolvers;
