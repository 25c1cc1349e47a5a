import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers } from '../../generated/schema.js';
import { inBatches, listed, type BatchOutcome } from '../../graphql/changes/batches.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import type { Context } from '../context.js';
import { deviceIn, type NamedDevice } from '../device-id.js';

/** What a mutation tells its payload of the device it changed. */
export type DeviceOutcome = Outcome<{ readonly device: NamedDevice }>;
/** What it tells of the many it put into a group, or took out of it. */
export type DevicesOutcome = Outcome<{ readonly groupId: string | null } & BatchOutcome>;

/** A mutation that does one thing with many devices of a group. */
const onMany = (verb: 'addDevices' | 'removeDevices') =>
  mutation(
    async (
      input: { group: string; devices: string[]; idempotencyKey?: string | null | undefined },
      { sources }: Context,
    ) => {
      const groupId = idIn(input.group, 'group', 'Group');
      const devices = listed(input.devices, (one, place) => deviceIn(one, ['devices', `${place}`]).id);
      if (devices.length === 0) throw new InputFault('Name at least one device.', ['devices']);
      const send = (ids: string[]) => sources.group[verb](groupId, ids);
      const outcome = await inBatches(devices, sources.group.devicesACall, send, names);
      return { ...outcome, groupId: outcome.done.length > 0 ? groupId : null };
    },
    names,
  );

const names = { '': 'group', device_ids: 'devices' };

const manyDevices = {
  group: ({ groupId }: DevicesOutcome, _: unknown, { sources }: Context, info: GraphQLResolveInfo) =>
    groupId ? sources.group.link(groupId, info) : null,
  failures: ({ failures }: DevicesOutcome) => failures ?? [],
  notSent: ({ notSent }: DevicesOutcome) => notSent ?? [],
};

export const deviceGroupMutations = {
  Mutation: {
    moveDevice: mutation(
      async ({ device: named, group }, { sources }: Context) => {
        const device = deviceIn(named, 'device');
        await sources.group.addDevices(idIn(group, 'group', 'Group'), [device.id]);
        return { device };
      },
      { '': 'group', device_ids: 'device' },
    ),
    addDevicesToGroup: onMany('addDevices'),
    removeDevicesFromGroup: onMany('removeDevices'),
  },
  MoveDevicePayload: {
    device: ({ device }, _, { sources }) => (device ? sources.device.view(device.id, {}, device.platform) : null),
  },
  AddDevicesToGroupPayload: { ...manyDevices, added: ({ done }) => done ?? [] },
  RemoveDevicesFromGroupPayload: { ...manyDevices, removed: ({ done }) => done ?? [] },
} satisfies Resolvers;
