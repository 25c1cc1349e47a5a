/** What links the operations of openapi.json, and how each link is followed: by the call that serves it. */
export const links = `
  extend type Device {
    group: Group
    apps(limit: Int): AppPage
  }
`;

export const resolvers = {
  Device: {
    group: {
      selectionSet: '{ tenant_id group_id }',
      resolve: (root, _, context, info) =>
        root.group_id
          ? context.Rest.Query.group({ root, args: { enterprise: root.tenant_id, id: root.group_id }, context, info })
          : null,
    },
    apps: {
      selectionSet: '{ tenant_id id }',
      resolve: (root, { limit }, context, info) =>
        context.Rest.Query.apps({ root, args: { enterprise: root.tenant_id, device: root.id, limit }, context, info }),
    },
  },
};
