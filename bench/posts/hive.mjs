/** What links the operations of openapi.json, and how the link is followed: by the call that serves it. */
export const links = `
  extend type Post {
    user: User
  }
`;

export const resolvers = {
  Post: {
    user: {
      selectionSet: '{ userId }',
      resolve: (root, _, context, info) => context.Rest.Query.user({ root, args: { id: root.userId }, context, info }),
    },
  },
};
