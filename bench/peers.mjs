import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = new URL('.peers/', import.meta.url);

/** What the other targets are made of, in folders of their own. The product does not depend on any of it for their sake. */
const PACKAGES = {
  servers: {
    '@apollo/datasource-rest': '6.4.1',
    '@apollo/server': '5.5.1',
    '@envelop/core': '5.6.1',
    '@envelop/graphql-jit': '11.2.1',
    '@graphql-tools/schema': '10.1.5',
    dataloader: '2.2.3',
    fastify: '5.12.8',
    graphql: '16.15.0',
    'graphql-jit': '0.8.9',
    'graphql-yoga': '5.24.1',
    mercurius: '16.10.1',
    undici: '7.30.2',
  },
  tailcall: { '@tailcallhq/core-linux-x64-gnu': '1.0.0' },
  hive: {
    '@graphql-hive/gateway': '2.15.1',
    '@graphql-hive/plugin-deduplicate-request': '1.0.5',
    '@graphql-mesh/compose-cli': '1.8.2',
    '@omnigraph/openapi': '0.112.4',
    graphql: '16.15.0',
  },
};

/** @typedef {keyof typeof PACKAGES} Group */

/** Installs a group of them beside the product, once. @param {Group} group */
export function installPeers(group) {
  const folder = new URL(`${group}/`, root);
  const wanted = `${JSON.stringify({ private: true, dependencies: PACKAGES[group] }, null, 2)}\n`;
  const marker = new URL('installed.json', folder);
  try {
    if (readFileSync(marker, 'utf8') === wanted) return;
  } catch {
    // Never installed.
  }
  console.log(`Installing packages of other targets into bench/.peers/${group} ...`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('package.json', folder), wanted);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(marker, wanted);
}

/** A file of an installed package. @param {Group} group @param {string} path */
export const peerFile = (group, path) => new URL(`${group}/node_modules/${path}`, root).pathname;

/** Loads an installed package. All of a group come as CommonJS, so that they share one `graphql`. @param {Group} group */
export const peers = (group) => createRequire(new URL(`${group}/package.json`, root));
