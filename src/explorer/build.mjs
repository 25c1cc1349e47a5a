// Bundles the explorer page into dist/explorer: index.html and, beside it, assets/ with a hash in every name.
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = join(root, 'src/explorer');
const target = join(root, 'dist/explorer');
const assets = join(target, 'assets');
const page = join(target, 'index.html');

/** index.html is written last, so its age is the age of the whole bundle. */
async function upToDate() {
  const built = await modified(page);
  const inputs = [
    join(root, 'package-lock.json'),
    ...(await readdir(source, { recursive: true })).map((name) => join(source, name)),
  ];
  const changed = await Promise.all(inputs.map(modified));
  return changed.every((time) => time < built);
}

async function modified(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

async function bundle() {
  await rm(target, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  const options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    metafile: true,
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    target: 'es2022',
    legalComments: 'linked',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  };
  const workers = await build({
    ...options,
    format: 'iife',
    entryPoints: {
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
  });
  const [editor, json, graphql] = addresses(workers, ['editor.worker', 'json.worker', 'graphql.worker']);
  const main = await build({
    ...options,
    format: 'esm',
    splitting: true,
    entryPoints: { main: join(source, 'main.tsx'), style: join(source, 'style.css') },
    define: { ...options.define, WORKERS: JSON.stringify({ editor, json, graphql }) },
    plugins: [withoutMonacoStyles, oneGraphql],
    // GraphiQL asks for Prettier's old names, which lead to CommonJS files whose exports an ES module does not see.
    alias: { 'prettier/parser-babel': 'prettier/plugins/babel', 'prettier/parser-graphql': 'prettier/plugins/graphql' },
  });
  const [script, style] = addresses(main, ['main', 'style']);
  await compress();
  const html = await readFile(join(source, 'index.html'), 'utf8');
  await writeFile(page, html.replace('__STYLE__', style).replace('__MAIN__', script));
}

/** Where the page finds each entry, by the name it was given in `entryPoints`. */
function addresses(result, names) {
  const built = Object.keys(result.metafile.outputs).map((path) => basename(path));
  return names.map((name) => {
    const found = built.find((file) => file.startsWith(`${name}-`) && /\.(js|css)$/.test(file));
    return `/explorer/assets/${found}`;
  });
}

/** graphiql/style.css already holds Monaco's styles, the ones its modules import would only be a second copy. */
const withoutMonacoStyles = {
  name: 'without-monaco-styles',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'empty' })),
};

/** CommonJS modules would find a second copy of graphql, whose classes are not those of the schema. */
const oneGraphql = {
  name: 'one-graphql',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^graphql$/ }, () => ({ path: join(root, 'node_modules/graphql/index.mjs') })),
};

async function compress() {
  for (const name of await readdir(assets)) {
    if (!/\.(js|css)$/.test(name)) continue;
    const path = join(assets, name);
    await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
  }
}

if (await upToDate()) {
  console.log('dist/explorer is up to date');
} else {
  const began = performance.now();
  await bundle();
  console.log(`dist/explorer built in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
