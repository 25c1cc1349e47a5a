import type { World } from '../world.js';
import type { DeviceFacts } from '../device/device.seed.js';
import type { Args } from './command.seed.js';

/** Esper: set by the cloud when a device is told to wipe itself. */
const WIPE_IN_PROGRESS = 70;

type Effect = (args: Args, facts: DeviceFacts, world: World) => Partial<DeviceFacts>;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a device that has carried a command out looks like from then on. The others leave nothing to be seen. */
const effects: Readonly<Record<string, Effect>> = {
  UPDATE_DEVICE_CONFIG: ({ device_alias_name: alias }, facts) => ({ alias: text(alias) ?? facts.alias }),
  WIPE: () => ({ state: WIPE_IN_PROGRESS }),
  SET_DEVICE_LOCKDOWN_STATE: ({ state }) => ({ isLockedDown: state === 'LOCKED' }),
  SET_KIOSK_APP: ({ package_name: name }) => ({ kioskApp: text(name) }),
  INSTALL: ({ app_version: id }, { appChanges }, { apps }) => {
    const version = apps.version(text(id) ?? '');
    return version ? { appChanges: { ...appChanges, [version.app.packageName]: { version } } } : {};
  },
  UNINSTALL: ({ package_name: name }, { appChanges }) => ({
    appChanges: { ...appChanges, [String(name)]: { isGone: true } },
  }),
  SET_APP_STATE: ({ package_name: name, app_state: state }, { appChanges }) => ({
    appChanges: { ...appChanges, [String(name)]: { ...appChanges?.[String(name)], state: String(state) } },
  }),
};

/** Lets come true what devices have carried out by now. Each speaks up when it does, so that it was last seen then. */
export function takeEffect(world: World): void {
  for (const { request, device, at } of world.commands.carriedOut()) {
    const facts = world.fleet.factsOf(device);
    const effect = effects[request.command]?.(request.args, facts, world) ?? {};
    world.fleet.change(device, { lastSeen: at, updatedAt: at, ...effect });
  }
}
