import { upsert } from '../upsert.js';

/** A tag as text in turn with places in a path: what stands there goes between. */
type Cut = readonly (string | number)[];

/** Tags stand in the code, so they are few: each list of them is cut once for each of its routes. */
const known = new WeakMap<readonly string[], Map<string, readonly Cut[]>>();

/** Tags such as `group:{id}`, their placeholders filled with what stands in the path where the route has them. */
export function fillTags(tags: readonly string[], route: string, path: string): readonly string[] {
  const cuts = cutsOf(tags, route);
  if (cuts.every(({ length }) => length === 1)) return tags;
  const end = path.indexOf('?');
  const values = (end < 0 ? path : path.slice(0, end)).split('/');
  return cuts.map((cut) => cut.reduce<string>((tag, piece) => tag + textOf(piece, values), ''));
}

const textOf = (piece: string | number, values: readonly string[]) =>
  typeof piece === 'string' ? piece : (values[piece] ?? '');

function cutsOf(tags: readonly string[], route: string): readonly Cut[] {
  const byRoute = upsert(known, tags, () => new Map<string, readonly Cut[]>());
  return upsert(byRoute, route, () => tags.map((tag) => cutOf(tag, route)));
}

function cutOf(tag: string, route: string): Cut {
  const places = route.split('/');
  return tag.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : places.indexOf(`{${piece}}`)));
}
