import type { AppFilter, Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty } from '../../graphql/connections/filter.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { referencedId, type Query } from '../../upstream/route.js';

function query(filter: AppFilter | null | undefined): Query {
  refuseEmpty(filter, 'name', 'packageName');
  return {
    application_name: filter?.name,
    package_name: filter?.packageName,
    package_name_exact: filter?.packageNameExact,
    has_uploaded_version: filter?.hasUploadedVersion,
    category: filter?.category,
    supported_sdk: filter?.supportedSdk,
    is_active: filter?.isActive,
    is_hidden: filter?.isHidden,
    created_on_gt: filter?.createdAfter?.toISOString(),
    created_on_lt: filter?.createdBefore?.toISOString(),
    updated_on_gt: filter?.updatedAfter?.toISOString(),
    updated_on_lt: filter?.updatedBefore?.toISOString(),
  };
}

export const appResolvers = {
  Query: {
    app: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.app.byId(restId(value, 'App'));
      return onlyOne(await sources.app.withPackage(value), `app with the package name "${value}"`);
    },
    apps: (_, { filter, ...page }, { sources }) => connection(sources.app.list(query(filter)), page),
  },
  Enterprise: {
    apps: (_, { filter, ...page }, { sources }) => connection(sources.app.list(query(filter)), page),
  },
  App: {
    id: ({ id }) => nodeId('App', id),
    esperId: ({ id }) => id,
    name: (app) => read(app, 'application_name'),
    enterprise: async (app, _, { sources }) => {
      const id = referencedId(await read(app, 'enterprise'));
      return id === null ? null : sources.enterprise.referTo(id);
    },
  },
} satisfies Resolvers;
