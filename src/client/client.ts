import type {
  AppFilter,
  DeviceFilter,
  DeviceOrder,
  GroupFilter,
  RenameGroupInput,
  SendCommandInput,
  SetDeviceTagsInput,
} from '../generated/operations.js';
import { RENAME_GROUP, SEND_COMMAND, SET_DEVICE_TAGS } from './changes.js';
import type { Document } from './document.js';
import { APPS, DEVICE, DEVICES, GROUPS, USERS, VIEWER } from './operations.js';
import { request, type ClientOptions, type RequestOptions } from './request.js';
import { walk, type Page, type WalkOptions } from './walk.js';

export { typed, type Document } from './document.js';
export { FleetError } from './fleet-error.js';

type Walk = WalkOptions & RequestOptions;

/**
 * A typed client of the gateway. Nothing is repeated here, since the gateway does that. Every method throws FleetError.
 *
 * @example
 * const fleet = createClient({ url: 'http://127.0.0.1:4000/graphql', key });
 * for await (const device of fleet.devices({ filter: { state: 'INACTIVE' } })) console.log(device.name, device.lastSeen);
 */
export function createClient(options: ClientOptions) {
  const ask = async <D, V>(document: Document<D, V>, variables: V, how: RequestOptions = {}): Promise<D> =>
    (await request(options, document, variables, how)) as D;

  /** All rows of the connection that `pick` finds in the data; the operation takes `$first` and `$after`. */
  const each = <D, V extends { first?: unknown; after?: unknown }, Node>(
    document: Document<D, V>,
    variables: Omit<V, 'first' | 'after'>,
    pick: (data: D) => Page<Node> | null | undefined,
    how: Walk = {},
  ) =>
    walk(async (first, after) => pick(await ask(document, { ...variables, first, after } as unknown as V, how)), how);

  return {
    /** Carries out any operation; typed when the document is. */
    request: ask,
    each,
    devices: ({ filter, orderBy, ...how }: { filter?: DeviceFilter; orderBy?: DeviceOrder } & Walk = {}) =>
      each(DEVICES, { filter, orderBy }, (data) => data.devices, how),
    groups: ({ filter, ...how }: { filter?: GroupFilter } & Walk = {}) =>
      each(GROUPS, { filter }, (data) => data.groups, how),
    apps: ({ filter, ...how }: { filter?: AppFilter } & Walk = {}) => each(APPS, { filter }, (data) => data.apps, how),
    users: (how: Walk = {}) => each(USERS, {}, (data) => data.users, how),
    /** One device, by its id or serial number. Null when there is none. */
    device: async (by: { id: string } | { serial: string }, how?: RequestOptions) =>
      (await ask(DEVICE, by, how)).device ?? null,
    /** Whom the key belongs to. */
    viewer: async (how?: RequestOptions) => (await ask(VIEWER, {}, how)).viewer ?? null,
    /** Tells devices to do something. What was wrong with the input is in `userErrors`, here and below. */
    sendCommand: async (input: SendCommandInput, how?: RequestOptions) =>
      (await ask(SEND_COMMAND, { input }, how)).sendCommand,
    /** Gives an Android device exactly these tags. */
    setDeviceTags: async (input: SetDeviceTagsInput, how?: RequestOptions) =>
      (await ask(SET_DEVICE_TAGS, { input }, how)).setDeviceTags,
    renameGroup: async (input: RenameGroupInput, how?: RequestOptions) =>
      (await ask(RENAME_GROUP, { input }, how)).renameGroup,
  };
}

export type FleetClient = ReturnType<typeof createClient>;
