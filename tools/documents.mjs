// Makes a manifest of trusted documents from a client's folder: of its .graphql files, and the templates tagged gql or graphql in
// its code. Every document is held against the schema, and the first fault ends it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gqlPluckFromCodeStringSync } from '@graphql-tools/graphql-tag-pluck';
import { buildSchema, Kind, parse, print, Source, validate, visit } from 'graphql';

const USAGE = `npm run documents -- <folder> [--out <file>] [--format apollo|relay] [--no-typename]

  --out          The manifest to write. Default: persisted-query-manifest.json, or persisted-documents.json for relay
  --format       apollo: Apollo Client's, with names and types. relay: texts by their hashes, as Relay's compiler and the client
                 preset of GraphQL Code Generator write them; directives of Relay's own are for its compiler. Default: apollo
  --no-typename  Leave documents as they are written: Apollo Client adds __typename to every selection, and so does this`;

const code = /\.(graphql|gql|[cm]?[jt]sx?|vue|svelte)$/;
const sdl = /\.(graphql|gql)$/;

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => code.test(file) && !/(^|[\\/])(node_modules|\.git|dist)[\\/]/.test(file))
    .sort()
    .map((file) => join(folder, file));

/** The documents in a file. @param {string} file @returns {Source[]} */
function sourcesIn(file) {
  const text = readFileSync(file, 'utf8');
  if (sdl.test(file)) return text.trim() === '' ? [] : [new Source(text, file)];
  return /\b(gql|graphql)\b/.test(text) ? gqlPluckFromCodeStringSync(file, text, { skipIndent: true }) : [];
}

/** The file, and the line in it: a template begins further down. @param {Source} source @param {number} line */
const placeOf = ({ name, locationOffset }, line) => `${relative('.', name)}:${locationOffset.line + line - 1}`;

/** What the documents in a file define. @param {string} file */
function definitionsIn(file) {
  try {
    return sourcesIn(file).flatMap((source) => parse(source).definitions);
  } catch (error) {
    const where = error.source ? placeOf(error.source, error.locations[0].line) : relative('.', file);
    throw new Error(`${where}: ${error.message}`, { cause: error });
  }
}

/** The operation with the fragments it needs, at any depth. */
function withFragments(operation, fragments) {
  const needed = new Map();
  const collect = (node) =>
    visit(node, {
      FragmentSpread: ({ name: { value } }) => {
        const fragment = fragments.get(value);
        if (!fragment || needed.has(value)) return;
        needed.set(value, fragment);
        collect(fragment);
      },
    });
  collect(operation);
  return { kind: Kind.DOCUMENT, definitions: [operation, ...needed.values()] };
}

/** As Apollo Client's cache does: __typename in every selection but an operation's own. */
const withTypenames = (document) =>
  visit(document, {
    SelectionSet: (node, _key, parent) => {
      const has = node.selections.some(({ kind, name }) => kind === Kind.FIELD && /^__/.test(name.value));
      if (has || parent?.kind === Kind.OPERATION_DEFINITION) return undefined;
      const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
      return { ...node, selections: [...node.selections, typename] };
    },
  });

const schemaFolder = new URL('../schema/', import.meta.url);
const schema = buildSchema(
  readdirSync(schemaFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(new URL(file, schemaFolder), 'utf8'))
    .join('\n'),
);

/** @param {string} folder @param {boolean} typename */
function operationsIn(folder, typename) {
  const definitions = filesIn(folder).flatMap(definitionsIn);
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
  );
  const seen = new Map();
  for (const node of definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    const where = placeOf(node.loc.source, node.loc.startToken.line);
    const name = node.name?.value;
    if (!name) throw new Error(`${where}: an operation has no name, and clients find documents by their names.`);
    if (seen.has(name)) throw new Error(`${where}: another operation is named ${name}, at ${seen.get(name).where}.`);
    const document = withFragments(node, fragments);
    const [fault] = validate(schema, document);
    if (fault) throw new Error(`${where}: ${name}: ${fault.message}`);
    const body = print(typename ? withTypenames(document) : document);
    seen.set(name, { where, id: createHash('sha256').update(body).digest('hex'), name, type: node.operation, body });
  }
  return [...seen.values()].map(({ where: _, ...operation }) => operation);
}

const formats = {
  apollo: (operations) => ({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
  relay: (operations) => Object.fromEntries(operations.map(({ id, body }) => [id, body])),
};

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      format: { type: 'string', default: 'apollo' },
      'no-typename': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  const format = formats[values.format];
  if (values.help || !folder || !format) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 1);
  }
  const operations = operationsIn(folder, !values['no-typename']);
  if (operations.length === 0) throw new Error(`There is no operation in ${folder}.`);
  const out = values.out ?? (values.format === 'relay' ? 'persisted-documents.json' : 'persisted-query-manifest.json');
  writeFileSync(out, `${JSON.stringify(format(operations), null, 2)}\n`);
  console.log(`${operations.length} documents are in ${out}.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
