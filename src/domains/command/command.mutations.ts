import type { Resolvers, SendCommandInput } from '../../generated/schema.js';
import { InputFault, InputFaults } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, userErrorsOf, type FieldNames, type Outcome } from '../../graphql/changes/mutation.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Context } from '../context.js';
import { deviceIn } from '../device-id.js';
import { refuseUnconfirmed, orderIn } from './command-order.js';
import { scheduleIn } from './command-schedule.js';
import { discreet } from './command-secrets.js';
import { addressed, joined, portions, type Targets } from './command-targets.js';

/** What a mutation tells its payload of the commands it sent. */
export type SendCommandOutcome = Outcome<{
  readonly commandIds: readonly string[];
  readonly unsent: (Targets & { readonly reason: string; readonly mayHaveBeenSent: boolean }) | null;
}>;

function targetsIn({ devices, groups }: SendCommandInput): Targets {
  const unique = (ids: string[] | undefined) => [...new Set(ids)];
  const targets = {
    devices: unique(devices?.map((id, i) => deviceIn(id, ['devices', String(i)]).id)),
    groups: unique(groups?.map((id, i) => idIn(id, ['groups', String(i)], 'Group'))),
  };
  if (targets.devices.length + targets.groups.length > 0) return targets;
  throw new InputFault('Nobody is to be told: name a device or a group.', ['devices']);
}

/** Where in the input a schedule's fields stand, by the REST API's names. */
const scheduleNames = (kind: string): FieldNames =>
  Object.fromEntries(
    Object.entries({
      name: 'name',
      start_datetime: 'startAt',
      end_datetime: 'endAt',
      time_type: 'clock',
      window_start_time: 'dailyFrom',
      window_end_time: 'dailyUntil',
      days: 'days',
    }).map(([name, field]) => [`schedule_args.${name}`, `schedule.${kind}.${field}`]),
  );

async function sendCommand(input: SendCommandInput, { sources }: Context): Promise<SendCommandOutcome> {
  const targets = targetsIn(input);
  const order = orderIn(input.command);
  refuseUnconfirmed(order, input.confirm);
  const schedule = scheduleIn(input.schedule);
  const names = { ...order.names, ...scheduleNames(input.schedule?.window ? 'window' : 'recurring') };
  const parts = portions(targets);
  const commandIds: string[] = [];
  for (const [index, part] of parts.entries()) {
    try {
      const said = { command: order.command, command_args: order.args, ...schedule };
      commandIds.push((await sources.command.send({ ...addressed(part), ...said })).id);
    } catch (thrown) {
      const error = discreet(thrown, order.args);
      const userErrors = userErrorsOf(error, names);
      if (index === 0 || !(error instanceof UpstreamError)) throw userErrors ? new InputFaults(userErrors) : error;
      const unsent = { ...joined(parts.slice(index)), reason: error.message, mayHaveBeenSent: !error.cameToNothing };
      return { commandIds, unsent, userErrors: userErrors ?? [] };
    }
  }
  return { commandIds, unsent: null, userErrors: [] };
}

export const commandMutations = {
  Mutation: { sendCommand: mutation(sendCommand) },
  SendCommandPayload: {
    commands: async ({ commandIds = [] }, _, { sources }) => {
      const found = await Promise.all(commandIds.map((id) => sources.command.byId(id)));
      return found.filter((command) => command !== null);
    },
    unsent: ({ unsent }) => unsent ?? null,
  },
} satisfies Resolvers;
