/** Stands for `domains/index.js` in a copy of the gateway: posts and users instead of Esper's resources, in the gateway's own terms. */
import { link } from '../graphql/records/reference.js';

const idOf = ({ id }) => String(id);

const postSource = (rest) => ({
  list: ({ start, limit }) => rest.eachList('/posts', { start, limit }).load('all'),
});

function userSource(rest) {
  const byKey = rest.planned((id) => rest.item('/users/{id}', { id }), rest.whole('/users', idOf));
  return { link: (id, info) => link({ id }, () => byKey.load(String(id)), info) };
}

/** The gateway's edge wants to know how many calls it takes to learn a key's enterprise: here there is none. */
const enterprise = { callsToLearn: () => 0 };

export const createSources = (rest) => ({ enterprise, post: postSource(rest), user: userSource(rest) });

export const families = [
  {
    Query: { posts: (_, args, { sources }) => sources.post.list(args) },
    Post: { user: ({ userId }, _, { sources }, info) => sources.user.link(userId, info) },
  },
];
