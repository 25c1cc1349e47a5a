import type { BlueprintFilter, BlueprintOrder, Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty } from '../../graphql/connections/filter.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import type { Query } from '../../upstream/route.js';

interface BlueprintsArgs {
  filter?: BlueprintFilter | null;
  orderBy?: BlueprintOrder | null;
}

// Esper: it tells apps of platforms apart by where their ids stand; the catalogue has those of Android alone.
const withApp = (app: string): Query => ({ settings__android__app_id: app });
const withAppVersion = (version: string): Query => ({ settings__android__app_version_id: version });

function query({ filter, orderBy }: BlueprintsArgs): Query {
  refuseEmpty(filter, 'name');
  return {
    name: filter?.name,
    ...(filter?.app && withApp(restId(filter.app, 'App'))),
    ...(filter?.appVersion && withAppVersion(restId(filter.appVersion, 'AppVersion'))),
    ...(orderBy && { ordering: `${orderBy.direction === 'DESC' ? '-' : ''}${orderBy.field.toLowerCase()}` }),
  };
}

export const blueprintResolvers = {
  Query: {
    blueprint: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.blueprint.byId(restId(value, 'Blueprint'));
      return onlyOne(await sources.blueprint.named(value), `blueprint with the name "${value}"`);
    },
    blueprints: (_, { filter, orderBy, ...page }, { sources }) =>
      connection(sources.blueprint.list(query({ filter, orderBy })), page),
  },
  Enterprise: {
    blueprints: (_, { filter, orderBy, ...page }, { sources }) =>
      connection(sources.blueprint.list(query({ filter, orderBy })), page),
  },
  App: {
    blueprints: ({ id }, page, { sources }) => connection(sources.blueprint.list(withApp(id)), page),
  },
  AppVersion: {
    blueprints: ({ id }, page, { sources }) => connection(sources.blueprint.list(withAppVersion(id)), page),
  },
  Blueprint: {
    id: ({ id }) => nodeId('Blueprint', id),
    esperId: ({ id }) => id,
    description: async (blueprint) => (await read(blueprint, 'description')) ?? '',
    createdBy: (blueprint, _, { sources }) =>
      after(read(blueprint, 'created_by'), (user) => (user ? sources.user.byId(String(user)) : null)),
  },
} satisfies Resolvers;
