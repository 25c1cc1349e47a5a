// Makes what clients want beside the schema, from what was built: the operations of the typed client as a manifest of trusted
// documents, and the types behind each interface, as the cache of Apollo Client wants them.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { buildSchema, isAbstractType, parse } from 'graphql';
import * as changes from '../../dist/client/changes.js';
import * as operations from '../../dist/client/operations.js';

/** Puts a value where it belongs in one step, so that nobody reads half of it. */
function write(path, value) {
  const [file, draft] = [path, `${path}.${process.pid}`].map((name) => new URL(`../../dist/${name}`, import.meta.url));
  writeFileSync(draft, `${JSON.stringify(value)}\n`);
  renameSync(draft, file);
}

/** The client sends these texts letter by letter, so they stay as they are. */
const documents = Object.values({ ...operations, ...changes }).map((body) => {
  const { name, operation } = parse(body).definitions[0];
  return { id: createHash('sha256').update(body).digest('hex'), name: name.value, type: operation, body };
});
mkdirSync(new URL('../../dist/documents/', import.meta.url), { recursive: true });
write('documents/client.json', { format: 'apollo-persisted-query-manifest', version: 1, operations: documents });

const folder = new URL('../../schema/', import.meta.url);
const sdl = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');
const schema = buildSchema(sdl);
const behind = (type) => schema.getPossibleTypes(type).map(({ name }) => name);
const interfaces = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type));
write('possible-types.json', Object.fromEntries(interfaces.map((type) => [type.name, behind(type).sort()])));
