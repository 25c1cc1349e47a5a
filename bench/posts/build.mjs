import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';

const here = new URL('./', import.meta.url).pathname;
/** What has no part in answering a query. */
const LEFT_OUT = new Set(['explorer', 'docs', 'simulator', 'site', 'client', 'cli']);

/**
 * The gateway as it was built, with another schema and another list of families: the same client, layers, planner, executor and
 * edge. Gives the file to run.
 * @param {string} root  Of a checkout with a build.
 */
export function buildPostsGateway(root) {
  const folder = `${here}../.posts/${basename(root)}-${process.pid}/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}schema`, { recursive: true });
  cpSync(`${root}dist`, `${folder}dist`, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  cpSync(`${root}package.json`, `${folder}package.json`);
  cpSync(`${here}schema.graphql`, `${folder}schema/posts.graphql`);
  cpSync(`${here}families.js`, `${folder}dist/domains/index.js`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return `${folder}dist/main.js`;
}
