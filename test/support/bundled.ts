import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './program.js';

/**
 * Bundles a part of the source into a file that tests run. It is to lie as deep below the top as the parts of dist, and apart from
 * dist itself, which other tests build.
 */
export const bundled = (source: string, outfile: string) =>
  build({
    entryPoints: [join(root, source)],
    outfile: join(root, outfile),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
