/**
 * A REST API of posts and users, in the shape of jsonplaceholder.typicode.com, which the public benchmark of GraphQL over REST
 * asks: bare lists and bare records, and a list of users that takes several ids.
 *
 *   node server.mjs <port>
 */
import { createServer } from 'node:http';

export const [POSTS, USERS] = [200, 10];

const WORDS = 'quia et suscipit recusandae consequuntur expedita cum reprehenderit molestiae quas totam nostrum'.split(
  ' ',
);
const words = (/** @type {number} */ from, /** @type {number} */ count) =>
  Array.from({ length: count }, (_, n) => WORDS[(from * 7 + n * 5) % WORDS.length]).join(' ');

const posts = Array.from({ length: POSTS }, (_, n) => ({
  userId: (n % USERS) + 1,
  id: n + 1,
  title: words(n, 6),
  body: words(n + 3, 24),
}));

const users = Array.from({ length: USERS }, (_, n) => ({
  id: n + 1,
  name: `Name ${n + 1}`,
  username: `user${n + 1}`,
  email: `user${n + 1}@example.com`,
  address: { street: words(n, 2), suite: `Apt. ${100 + n}`, city: words(n, 1), zipcode: String(10_000 + n) },
  phone: `555-01${String(n).padStart(2, '0')}`,
  website: 'example.com',
  company: { name: words(n, 2), catchPhrase: words(n, 4), bs: words(n, 3) },
}));

/** @param {URL} url */
function answer({ pathname, searchParams }) {
  const start = Number(searchParams.get('start') ?? 0);
  if (pathname === '/api/posts') return posts.slice(start, start + Number(searchParams.get('limit') ?? POSTS));
  const ids = searchParams.getAll('id').map(Number);
  if (pathname === '/api/users') return ids.length > 0 ? users.filter(({ id }) => ids.includes(id)) : users;
  const [, id] = /^\/api\/users\/(\d+)$/.exec(pathname) ?? [];
  return users.find((user) => user.id === Number(id));
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  createServer((request, response) => {
    const found = answer(new URL(request.url ?? '', 'http://localhost'));
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(found ?? {}));
  }).listen(Number(process.argv[2]), '127.0.0.1');
