import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { families } from '../domains/index.js';
import { buildSchema } from '../graphql/schema.js';
import { buildSite } from './build-site.js';

const top = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, top), 'utf8');
const guides = readdirSync(new URL('docs/', top)).filter((file) => file.endsWith('.md'));
const paths = ['README.md', 'CHANGELOG.md', ...guides.map((file) => `docs/${file}`)];

buildSite({
  schema: buildSchema(families),
  documents: Object.fromEntries(paths.map((path) => [path, read(path)])),
  style: read('src/site/style.css'),
  target: fileURLToPath(new URL('dist/docs/', top)),
});
