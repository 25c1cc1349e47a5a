import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../config/setting.js';
import { isRecord } from '../../upstream/is-record.js';

/** Texts of documents by their ids. */
export type Manifest = ReadonlyMap<string, string>;

interface ApolloOperation {
  readonly id: string;
  readonly body: string;
}

const isOperation = (value: unknown): value is ApolloOperation =>
  isRecord(value) && typeof value['id'] === 'string' && typeof value['body'] === 'string';

/** The documents in a manifest of Apollo Client's, or of Relay's and the client preset's; undefined when it is none of these. */
function documentsIn(manifest: unknown): [id: string, text: string][] | undefined {
  if (!isRecord(manifest)) return undefined;
  if (manifest['format'] === 'apollo-persisted-query-manifest') {
    const { operations } = manifest;
    if (!Array.isArray(operations) || !operations.every(isOperation)) return undefined;
    return operations.map(({ id, body }) => [id, body]);
  }
  const entries = Object.entries(manifest);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? entries : undefined;
}

/** Reads the trusted documents from a manifest, or from all in a folder. Throws ConfigError for what cannot be read as one. */
export function readManifest(path: string): Manifest {
  const fail = (why: string) => new ConfigError(`TRUSTED_DOCUMENTS is ${JSON.stringify(path)}: ${why}`);
  const documents = new Map<string, string>();
  for (const file of filesAt(path, fail)) {
    const found = documentsIn(parsed(file));
    if (!found) {
      throw fail(
        `${file} is no manifest: it must be Apollo Client's, or JSON that gives texts by their hashes, as Relay writes it.`,
      );
    }
    for (const [id, text] of found) {
      if ((documents.get(id) ?? text) !== text)
        throw fail(`${file} gives "${id}" to another text than a file before it.`);
      documents.set(id, text);
    }
  }
  if (documents.size === 0) throw fail('there is no document in it, such as `npm run documents` finds.');
  return documents;
}

function filesAt(path: string, fail: (why: string) => ConfigError): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => join(path, name));
  } catch {
    throw fail('it must be a file or folder that can be read.');
  }
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')); // editors on Windows put it in front
  } catch {
    return undefined;
  }
}
