/** What the hand-written endpoints do: ten users are one short list. */

/** @param {(path: string) => Promise<any>} get @param {{ start: number, limit: number }} args */
async function postsWithUsers(get, { start, limit }) {
  const [posts, users] = await Promise.all([get(`/posts?start=${start}&limit=${limit}`), get('/users')]);
  const byId = new Map(users.map((/** @type {any} */ { id, name, email }) => [id, { id, name, email }]));
  return {
    posts: posts.map((/** @type {any} */ { id, userId, title }) => ({ id, userId, title, user: byId.get(userId) })),
  };
}

export const endpoints = { Q8: postsWithUsers, 'Q8-same': postsWithUsers };
