import type { Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import type { Context } from '../context.js';
import { deviceIn, typeOf } from '../device-id.js';

/** What a deletion tells its payload. */
export type DeleteDeviceOutcome = Outcome<{ readonly deletedDeviceId: string }>;

/** What telling a device its alias leaves: a command. */
export type SetDeviceAliasOutcome = Outcome<{ readonly commandId: string }>;

export const deviceMutations = {
  Mutation: {
    setDeviceAlias: mutation(
      async ({ device, alias }, { sources }: Context) => {
        if (alias.trim() === '') throw new InputFault('An alias cannot be blank.', ['alias']);
        // Esper: an alias is no field of a device to be written but a setting that the device is told, and tells of then.
        const sent = await sources.command.send({
          command_type: 'DEVICE',
          devices: [deviceIn(device, 'device').id],
          command: 'UPDATE_DEVICE_CONFIG',
          command_args: { device_alias_name: alias },
        });
        return { commandId: sent.id };
      },
      { devices: 'device', 'command_args.device_alias_name': 'alias' },
    ),
    deleteDevice: mutation(
      async ({ device, confirm }, { sources }: Context) => {
        const { id, platform } = deviceIn(device, 'device');
        if (!confirm)
          throw new InputFault('Say `confirm: true` to delete the device: there is no way back.', ['confirm']);
        const is = platform ?? (await sources.device.byId(id))?.platform();
        if (is === undefined) throw new InputFault('There is no such device.', ['device'], 'NOT_FOUND');
        const name = await is;
        // Esper: what becomes of an Android device that is deleted so is not said.
        if (name === 'ANDROID') throw new InputFault('Android devices cannot be deleted.', ['device']);
        await sources.device.delete(id);
        return { deletedDeviceId: nodeId(typeOf(name), id) };
      },
      { '': 'device', id: 'device' },
    ),
  },
  SetDeviceAliasPayload: {
    command: ({ commandId }, _, { sources }) => (commandId ? sources.command.byId(commandId) : null),
  },
} satisfies Resolvers;
