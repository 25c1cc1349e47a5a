import type { CommandInput, PlainCommand } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, type FieldNames } from '../../graphql/changes/mutation.js';

/** What to do, in the REST API's words. */
export interface Order {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Where the arguments stand in the input, by the REST API's names. */
  readonly names: FieldNames;
}

type Given = { readonly [K in keyof CommandInput]-?: NonNullable<CommandInput[K]> };

const fault = (message: string, ...field: string[]) => new InputFault(message, ['command', ...field]);

function notEmpty<T>(list: readonly T[], ...field: string[]): readonly T[] {
  if (list.length === 0) throw fault('This list is empty: name at least one.', ...field);
  return list;
}

/** How each command of the input is said to the REST API: its name and its arguments. Throws an InputFault. */
const sayings: { readonly [K in keyof Given]: (input: Given[K]) => readonly [string, Record<string, unknown>] } = {
  plain: (word: PlainCommand) => [word, {}],
  // Esper: the message is required, also where nothing is locked.
  lockdown: ({ locked, message }) => [
    'SET_DEVICE_LOCKDOWN_STATE',
    { state: locked ? 'LOCKED' : 'UNLOCKED', message: message ?? '' },
  ],
  // Esper: Windows devices refuse to be wiped without the flag; the others take no notice of it.
  wipe: ({ factoryReset }) => ['WIPE', { is_factory_reset: factoryReset ?? true }],
  install: ({ version }) => [
    'INSTALL',
    { app_version: idIn(version, ['command', 'install', 'version'], 'AppVersion') },
  ],
  uninstall: ({ packageName }) => ['UNINSTALL', { package_name: packageName }],
  setAppState: ({ packageName, state }) => ['SET_APP_STATE', { package_name: packageName, app_state: state }],
  setKioskApp: ({ packageName }) => ['SET_KIOSK_APP', { package_name: packageName }],
  beep: ({ seconds }) => {
    if (seconds == null) return ['BEEP_DEVICE', {}];
    if (seconds < 10 || seconds > 300) throw fault('A beep lasts 10 to 300 seconds.', 'beep', 'seconds');
    // Esper: a number as text.
    return ['BEEP_DEVICE', { duration: String(seconds) }];
  },
  notify: ({ title, message, url }) => ['NOTIFY_DEVICE', { title, message, ...(url && { url }) }],
  updateConfig: ({ alias, config }) => {
    const set = {
      ...(alias != null && { device_alias_name: alias }),
      ...(config != null && { custom_settings_config: config }),
    };
    if (Object.keys(set).length === 0) throw fault('Nothing is to be set: give "alias" or "config".', 'updateConfig');
    return ['UPDATE_DEVICE_CONFIG', set];
  },
  setPolicy: ({ url }) => ['SET_NEW_POLICY', { policy_url: url }],
  addWifi: ({ networks }) => [
    'ADD_WIFI_AP',
    {
      wifi_access_points: notEmpty(networks, 'addWifi', 'networks').map(({ ssid, password, security, hidden }) => ({
        wifi_ssid: ssid,
        wifi_security_type: security,
        ...(password && { wifi_password: password }),
        ...(hidden && { hidden }),
      })),
    },
  ],
  removeWifi: ({ ssids }) => [
    'REMOVE_WIFI_AP',
    { wifi_access_points: notEmpty(ssids, 'removeWifi', 'ssids').map((ssid) => ({ wifi_ssid: ssid })) },
  ],
  custom: ({ name, arguments: args }) => {
    if (!/^[A-Z][A-Z0-9_]{1,63}$/.test(name))
      throw fault(
        `A command's name is written like SET_BRIGHTNESS_SCALE; "${name.slice(0, 80)}" is not.`,
        'custom',
        'name',
      );
    const given = args ?? {};
    if (typeof given !== 'object' || Array.isArray(given))
      throw fault('The arguments must be an object, such as {"brightness_value": 50}.', 'custom', 'arguments');
    return [name, given as Record<string, unknown>];
  },
};

/** Where in the input an argument stands, by the REST API's name for it, where camelCase does not say it. */
const places: Readonly<Record<string, string>> = {
  app_version: 'version',
  app_state: 'state',
  state: 'locked',
  duration: 'seconds',
  device_alias_name: 'alias',
  custom_settings_config: 'config',
  policy_url: 'url',
  is_factory_reset: 'factoryReset',
  package_name: 'packageName',
};
const networks: Readonly<Record<string, string>> = { addWifi: 'networks', removeWifi: 'ssids' };

/** What an input asks for. Throws an InputFault. */
export function orderIn(input: CommandInput): Order {
  const [kind] = Object.keys(input) as [keyof Given];
  const [command, args] = (sayings[kind] as (given: unknown) => readonly [string, Record<string, unknown>])(
    input[kind],
  );
  const below = ['command', kind].join('.');
  const placeOf = (name: string) =>
    kind === 'custom' ? 'arguments' : name === 'wifi_access_points' ? networks[kind] : (places[name] ?? name);
  const fields = Object.keys(args).map((name) => [name, `${below}.${placeOf(name)}`] as const);
  const names = Object.fromEntries(
    fields.flatMap(([name, place]) => [
      [name, place],
      [`command_args.${name}`, place],
    ]),
  );
  return { command, args, names: { ...names, command_args: below } };
}

/** Commands whose effects nobody can take back. */
const dangerous = ['WIPE', 'UNINSTALL', 'APPLE_APP_UNINSTALL', 'CLEAR_APP_DATA'];

/** Throws an InputFault for a command that erases something and was not confirmed. */
export function refuseUnconfirmed({ command }: Order, confirm: boolean | null | undefined): void {
  if (!dangerous.includes(command) || confirm) return;
  throw new InputFault(`${command} cannot be undone: send it with "confirm: true".`, ['confirm']);
}
