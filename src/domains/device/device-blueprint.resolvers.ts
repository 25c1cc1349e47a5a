import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { knownOrNull } from '../../graphql/enums.js';
import { badUserInput } from '../../graphql/errors.js';
import { selects } from '../../graphql/records/selection.js';
import type { Context } from '../context.js';
import { assignedBlueprint, currentBlueprint, currentVersion } from './device-blueprint.js';
import { queryOf, type DevicesArgs } from './device-query.js';

const upgradeStatus = knownOrNull(
  'UPGRADABLE',
  'UPGRADE_INITIATED',
  'UPGRADE_FAILED',
  'UPGRADED',
  'NOT_UPGRADABLE',
  'NOT_APPLICABLE',
);

const twice = (name: string) =>
  badUserInput(
    `"${name}" says once more which devices these are: leave it out, or ask for the field "devices" of Query.`,
  );

async function devicesWith(
  by: 'assigned' | 'version',
  id: string,
  args: DevicesArgs,
  context: Context,
  info: GraphQLResolveInfo,
) {
  const { query, groups } = await queryOf(args, context);
  if (groups.length > 1)
    throw badUserInput('Here "groups" can name one group: for several ask for the field "devices" of Query.');
  const isCounted = selects(info, 'totalCount') || args.last != null;
  return connection(context.sources.device.withBlueprint(by, id, query, isCounted), args);
}

export const deviceBlueprintResolvers = {
  DeviceBlueprint: {
    assignedId: (device) => device.v2(assignedBlueprint),
    assigned: (device, _, { sources }, info) =>
      after(device.v2(assignedBlueprint), (id) => (id ? sources.blueprint.link(id, info) : null)),
    currentId: (device) => device.v2(currentBlueprint),
    current: (device, _, { sources }, info) =>
      after(device.v2(currentBlueprint), (id) => (id ? sources.blueprint.link(id, info) : null)),
    currentVersionId: (device) => device.v2(currentVersion),
    currentVersion: (device, _, { sources }, info) =>
      after(
        device.v2((d) => [currentBlueprint(d), currentVersion(d)] as const),
        (ids) => {
          const [blueprint, id] = ids ?? [];
          return blueprint && id ? sources.blueprintVersion.link(blueprint, id, info) : null;
        },
      ),
    currentVersionNumber: (device) => device.read({ legacy: (d) => d.current_blueprint_version_number }),
    upgradeStatus: (device) =>
      after(
        device.v2((d) => d.blueprint_info?.blueprint_upgrade_status),
        upgradeStatus,
      ),
  },
  Blueprint: {
    devices: ({ id }, args, context, info) => {
      if (args.filter?.assignedBlueprintId) throw twice('assignedBlueprintId');
      return devicesWith('assigned', id, args, context, info);
    },
  },
  BlueprintVersion: {
    devices: ({ id }, args, context, info) => {
      if (args.filter?.currentBlueprintVersionId) throw twice('currentBlueprintVersionId');
      return devicesWith('version', id, args, context, info);
    },
  },
} satisfies Resolvers;
