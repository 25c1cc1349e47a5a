import { isDeepStrictEqual } from 'node:util';
import type { FactsFile } from './facts.js';
import { isObject, objectIn, pointedAt, walk, type JsonObject } from './json.js';

/** One thing in which Esper is known to differ from the REST facts. */
export interface Correction {
  /** `<file> GET /path/`, `<file> every operation`, `<file> every operation with an id`, `<file> every list` or `<file> <Schema>`. */
  where: `${FactsFile} ${string}`;
  /** Who says so, in the words of the source. */
  reason: string;
  change: Change;
}

/** Changes the operation or the schema it is given; a missing one is undefined. */
export type Change = (node: JsonObject | undefined) => JsonObject;

/** Thrown for a correction that corrects nothing: what it names is not there, or is already as it would have it. */
export class StaleCorrectionError extends Error {
  override readonly name = 'StaleCorrectionError';
}

interface Place {
  holder: JsonObject;
  key: string;
}

/** Makes a correction in the document of its file. Throws when it is stale. */
export function correct(document: JsonObject, { where, change }: Correction): void {
  let changes = 0;
  try {
    for (const { holder, key } of placesOf(document, where)) {
      const before = objectIn(holder, key);
      const after = change(before && structuredClone(before));
      if (isDeepStrictEqual(before, after)) continue;
      holder[key] = after;
      changes += 1;
    }
  } catch (error) {
    throw error instanceof StaleCorrectionError ? new StaleCorrectionError(`${where}: ${error.message}`) : error;
  }
  if (changes === 0) throw new StaleCorrectionError(`${where}: changes nothing`);
}

function placesOf(document: JsonObject, where: Correction['where']): Place[] {
  const what = where.slice(where.indexOf(' ') + 1);
  if (what.startsWith('every operation')) return everyOperation(document, what.endsWith('with an id'));
  if (what === 'every list') return everyList(document);
  const [method, path] = what.split(' ');
  if (!path) return [{ holder: pointedAt(document, '#/components/schemas'), key: what }];
  const paths = pointedAt(document, '#/paths');
  const item = objectIn(paths, path) ?? (paths[path] = {});
  return [{ holder: objectIn(item) ?? {}, key: method!.toLowerCase() }];
}

function everyOperation(document: JsonObject, withId: boolean): Place[] {
  return Object.entries(pointedAt(document, '#/paths'))
    .filter(([path]) => !withId || path.includes('{'))
    .flatMap(([, item]) => (isObject(item) ? Object.keys(item).map((key) => ({ holder: item, key })) : []));
}

/** Every schema of an object that holds rows under `results`. */
function everyList(document: JsonObject): Place[] {
  const places: Place[] = [];
  walk(document, (holder) => {
    for (const [key, node] of Object.entries(holder)) {
      if (isObject(node) && objectIn(node, 'properties', 'results')) places.push({ holder, key });
    }
  });
  return places;
}
