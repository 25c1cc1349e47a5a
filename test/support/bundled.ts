import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { root } from './program.js';

/**
 * Bundles a part of the source into a file that tests run. It is to lie as deep below the top as the parts of dist, and apart from
 * dist itself, which other tests build.
 */
export const bundled = (source: string, outfile: string, options: BuildOptions = {}) =>
  build({
    entryPoints: [join(root, source)],
    outfile: join(root, outfile),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    ...options,
  });

let gateway: Promise<string> | undefined;

/**
 * The gateway in one file, with all packages it is made of, since a process that finds its modules one by one takes twice as long to
 * listen. Made once for all test files of this process, where it is not packed with dist; gives where it is.
 */
export function bundledGateway(): Promise<string> {
  const entry = `node_modules/.bundled-${process.env['VITEST_POOL_ID'] ?? ''}/main.js`;
  // Packages that are CommonJS ask for Node's own modules as such.
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  gateway ??= bundled('src/main.ts', entry, { packages: 'bundle', banner: { js } }).then(() => entry);
  return gateway;
}
