import type { Resolvers, SubscriptionDeviceChangedArgs } from '../../generated/schema.js';
import { badUserInput, limitExceeded, notFound } from '../../graphql/errors.js';
import { merged } from '../../graphql/merged.js';
import { restId } from '../../graphql/node-id.js';
import { upsert } from '../../upstream/upsert.js';
import { watching, type Context } from '../context.js';
import { deviceTypes } from '../device-id.js';
import type { DeviceRecord } from './device.record.js';

/** A device as a poll found it: in the shape of an item, or of a row of a list. */
export interface DeviceNow {
  readonly id: string;
  readonly shape: 'item' | 'row';
  /** Null when it is gone. */
  readonly record: DeviceRecord | null;
}

/** What a subscription is told, and what tells it from what it was told of other things. */
interface DeviceEvent {
  readonly event: DeviceNow;
  readonly key: string;
}

type Args = Partial<SubscriptionDeviceChangedArgs>;
type Watched = (context: Context) => AsyncIterable<DeviceNow>;

const told = (change: DeviceNow): DeviceEvent => ({ event: change, key: change.id });

function refuseMany(found: number, most: number): void {
  if (found <= most) return;
  const what = `${found} devices are to be watched`;
  throw limitExceeded({
    limit: 'SUBSCRIPTION_DEVICES',
    found,
    most,
    what,
    remedy: 'Watch fewer, or in several subscriptions.',
  });
}

/** One device, by a poller that all who watch it share. */
const watchOne =
  (id: string): Watched =>
  (context) =>
    watching(context)({
      key: `device ${id}`,
      ask: async ({ device }) => ({ id, shape: 'item' as const, record: await device.itemOf(id) }),
      isDone: ({ record }) => record === null,
    });

const texts = new WeakMap<DeviceRecord, string>();

/** A record as text, made once for all who watch it. */
const textOf = (record: DeviceRecord): string => upsert(texts, record, () => JSON.stringify(record));

/** The devices of a group: those that are new or different, and those that are gone. */
const watchGroup = (group: string, most: number): Watched =>
  async function* (context) {
    let before = new Map<string, string>();
    let isThere = false;
    const polled = watching(context)({
      key: `devices of ${group}`,
      ask: async ({ device, group: groups }) => {
        const { rows, total } = await device.rowsInGroup(group, most + 1);
        refuseMany(total ?? rows.length, most);
        isThere ||= rows.length > 0 || (await groups.byId(group)) !== null;
        if (!isThere) throw notFound(`There is no group "${group}", or the key may not see it.`);
        return rows;
      },
    });
    for await (const rows of polled) {
      const now = new Map(rows.map((record) => [record.id, textOf(record)]));
      for (const record of rows)
        if (before.get(record.id) !== now.get(record.id)) yield { id: record.id, shape: 'row', record };
      for (const id of before.keys()) if (!now.has(id)) yield { id, shape: 'row', record: null };
      before = now;
    }
  };

export const deviceChangeResolvers = {
  Subscription: {
    deviceChanged: {
      subscribe: async function* (_: unknown, { ids, group }: Args, context: Context) {
        if ((ids == null) === (group == null)) throw badUserInput('Give exactly one of "ids" and "group".');
        if (ids?.length === 0) throw badUserInput('"ids" is empty: name at least one device.');
        const { watchedDevices: most } = watching(context);
        if (group != null) {
          for await (const change of watchGroup(restId(group, 'Group'), most)(context)) yield told(change);
          return;
        }
        const unique = [...new Set(ids?.map((id) => restId(id, ...deviceTypes)))];
        refuseMany(unique.length, most);
        for await (const change of merged(unique.map((id) => watchOne(id)(context)))) yield told(change);
      },
      resolve: (_: unknown, _args: Args, { event }: Context) => event as DeviceNow,
    },
  },
  DeviceChange: {
    deviceId: ({ id }) => id,
    device: ({ id, shape, record }, _, { sources }) => (record ? sources.device.view(id, { [shape]: record }) : null),
    isGone: ({ record }) => record === null,
  },
} satisfies Resolvers;
