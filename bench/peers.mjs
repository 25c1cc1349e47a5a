import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const folder = new URL('.peers/', import.meta.url);

/** What the other targets are made of. The product does not depend on any of it for their sake. */
const PACKAGES = {
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
};

/** Installs them beside the product, once. */
export function installPeers() {
  const wanted = `${JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2)}\n`;
  const marker = new URL('installed.json', folder);
  try {
    if (readFileSync(marker, 'utf8') === wanted) return;
  } catch {
    // Never installed.
  }
  console.log('Installing the packages of the other targets into bench/.peers ...');
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('package.json', folder), wanted);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(marker, wanted);
}

/** Loads one of them. All come as CommonJS, so that all share one `graphql`. */
export const peer = createRequire(new URL('package.json', folder));
