/** Posts and users as a graph, answered as is usual: the user of each post is asked for by itself. */
import { readFileSync } from 'node:fs';

export const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');

/** @typedef {{ get: (path: string) => Promise<any> }} Context */

export const resolvers = {
  Query: {
    posts: (_, { start, limit }, { get }) => get(`/posts?start=${start}&limit=${limit}`),
  },
  Post: {
    user: ({ userId }, _, { get }) => get(`/users/${userId}`),
  },
};
