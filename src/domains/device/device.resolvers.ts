import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection, type Connection } from '../../graphql/connections/connection.js';
import { knownOrNull } from '../../graphql/enums.js';
import { badUserInput } from '../../graphql/errors.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { selects } from '../../graphql/records/selection.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { readWhole } from '../../upstream/lists/rows.js';
import type { Context } from '../context.js';
import { deviceTypes, platform, typeOf } from '../device-id.js';
import { ordering, queryOf, type DevicesArgs } from './device-query.js';
import { stateOfCode } from './device-state.js';
import type { DeviceRecord } from './device.record.js';
import { serialOf, type DeviceView, type DeviceNames } from './device.view.js';

const management = knownOrNull('BLUEPRINT', 'TEMPLATE');

const nameIn = ({ name }: DeviceNames | DeviceRecord) => name;
const name = { named: nameIn, row: nameIn, item: nameIn };
// Esper: a device without an alias has an empty one in one shape, and null in another.
const aliasIn = ({ alias }: DeviceNames | DeviceRecord) => alias || null;
const alias = { named: aliasIn, row: aliasIn, item: aliasIn };
const stateIn = ({ state }: DeviceRecord) => state;
const stateCode = { row: stateIn, item: stateIn };
const groupIdOf = ({ group_id }: DeviceRecord) => group_id;
const tenantIdOf = ({ tenant_id }: DeviceRecord) => tenant_id;

const idOn = (platform: string, id: string) => nodeId(typeOf(platform), id);
const groupLink = (id: string | null | undefined, groups: Context['sources']['group'], info: GraphQLResolveInfo) =>
  id ? groups.link(id, info) : null;
const enterpriseLink = (id: string | null | undefined, enterprises: Context['sources']['enterprise']) =>
  id ? enterprises.referTo(id) : null;

async function devices(args: DevicesArgs, context: Context, info: GraphQLResolveInfo): Promise<Connection<DeviceView>> {
  const { device } = context.sources;
  const { query, groups } = await queryOf(args, context);
  const rows = groups.length > 1 ? device.inGroups(groups, query) : device.list(query, selects(info, 'totalCount'));
  return connection(rows, args);
}

export const deviceResolvers = {
  Query: {
    device: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.device.byId(restId(value, ...deviceTypes), info);
      if (by === 'serial')
        return onlyOne(await sources.device.bySerial(value), `device with the serial number "${value}"`);
      const found = await sources.device.bySearch(value, ({ name, alias, network_info: network }) =>
        by === 'imei' ? [network?.imei1, network?.imei2].includes(value) : name === value || alias === value,
      );
      return onlyOne(found, `device with the ${by === 'imei' ? 'IMEI' : 'name'} "${value}"`);
    },
    devices: (_, args, context, info) => devices(args, context, info),
  },
  Enterprise: {
    devices: (_, args, context, info) => devices(args, context, info),
  },
  Group: {
    devices: async (group, args, context, info) => {
      if (args.filter?.groups || args.filter?.includeSubgroups) {
        throw badUserInput(
          'Within a group, "filter" cannot name groups: use the argument "includeSubgroups", or the field "devices" of Query.',
        );
      }
      const { device } = context.sources;
      const { query } = await queryOf(args, context);
      if (args.includeSubgroups) return connection(device.list({ ...query, group_multi: group.id }), args);
      const isCounted = selects(info, 'totalCount') || args.last != null;
      const rows = device.inGroup({ id: group.id, atMost: group.device_count, isCounted }, query);
      const isShort = args.last != null && (group.device_count ?? Infinity) <= PAGE_SIZE;
      return connection(isShort ? readWhole(rows, PAGE_SIZE) : rows, args); // so that it need not be counted first
    },
    totalDeviceCount: ({ id }, _, { sources }) =>
      sources.group.totalDevices({
        id,
        ask: () => sources.device.list({ group_multi: id, ordering: ordering(null) }).count(),
      }),
  },
  Device: {
    __resolveType: (device) => after(device.platform(), typeOf),
    id: (device) => after(device.platform(), idOn, device.id),
    esperId: ({ id }) => id,
    name: (device) => device.must(name),
    alias: (device) => device.read(alias),
    serialNumber: (device) => device.v2(serialOf),
    platform: (device) => after(device.platform(), platform),
    platformName: (device) => device.platform(),
    os: (device) => device.v2(({ os }) => os),
    osVersion: (device) => device.v2(({ os_version }) => os_version),
    stateCode: (device) => device.must(stateCode),
    state: (device) => after(device.must(stateCode), stateOfCode),
    lastSeen: (device) => device.v2(({ last_seen }) => last_seen || null),
    provisionedAt: (device) => device.v2(({ provisioned_on }) => provisioned_on || null),
    createdAt: (device) => device.v2(({ created_at }) => created_at),
    updatedAt: (device) => device.v2(({ updated_at }) => updated_at),
    managedBy: (device) =>
      after(
        device.v2(({ managed_by }) => managed_by),
        management,
      ),
    provisionedWith: (device) =>
      after(
        device.v2(({ provisioned_with }) => provisioned_with),
        management,
      ),
    isSeamless: (device) => device.v2(({ is_seamless }) => is_seamless),
    globalDeviceId: (device) => device.v2(({ global_device_id }) => global_device_id),
    hardware: (device) => device,
    software: (device) => device,
    memory: (device) => device,
    battery: (device) => device,
    network: (device) => device,
    blueprint: (device) => device,
    group: (device, _, { sources }, info) => after(device.v2(groupIdOf), groupLink, sources.group, info),
    enterprise: (device, _, { sources }) => after(device.v2(tenantIdOf), enterpriseLink, sources.enterprise),
  },
} satisfies Resolvers;
