/** Fills for the placeholders of a route, and for its query. An undefined or null query value is left out. */
export type Params = Readonly<Record<string, string | number>>;
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Thrown for an id that could not stand in a path; nothing is sent. */
export class UnfitIdError extends Error {
  override readonly name = 'UnfitIdError';
  constructor(readonly id: string) {
    super(`"${id.slice(0, 60)}" is not an id: ids are made of letters, digits, "-", "_" and "."`);
  }
}

/** Whether a value may stand in a path: it cannot leave its segment. */
export const isFitId = (value: string): boolean => /^(?!\.+$)[\w.-]{1,200}$/.test(value);

/** A route cut at its placeholders: there is one text more than there are names. */
interface CutRoute {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** Routes stand in the code, so they are few. */
const known = new Map<string, CutRoute>();

function cut(route: string): CutRoute {
  const found = known.get(route);
  if (found) return found;
  const pieces = route.split(/\{(\w+)\}/);
  const made = { names: pieces.filter((_, i) => i % 2 === 1), texts: pieces.filter((_, i) => i % 2 === 0) };
  known.set(route, made);
  return made;
}

/** The names of the placeholders of a route. */
export const placeholdersOf = (route: string): readonly string[] => cut(route).names;

/**
 * The path of a route such as `/v2/devices/{id}`, its placeholders filled: by what is given for all routes where that has the
 * name. Throws UnfitIdError for a value that could leave its segment.
 */
export function fill(route: string, params: Params, given: Params = {}): string {
  const { names, texts } = cut(route);
  let path = texts[0]!;
  for (let i = 0; i < names.length; i++) {
    const value = String(given[names[i]!] ?? params[names[i]!] ?? '');
    if (!isFitId(value)) throw new UnfitIdError(value);
    path += value + texts[i + 1]!;
  }
  return path;
}

/** The route with as many of its placeholders filled as there are fills: the others are the same throughout an operation. */
export function fillGiven(route: string, params: Params): string {
  const { names, texts } = cut(route);
  let path = texts[0]!;
  for (let i = 0; i < names.length; i++) path += String(params[names[i]!] ?? `{${names[i]}}`) + texts[i + 1]!;
  return path;
}

/** `?a=1&b=2` in order of name, so that equal queries are equal text; empty when nothing is asked. */
export function search(query: Query): string {
  const given: string[] = [];
  for (const name in query) if (query[name] !== undefined && query[name] !== null) given.push(name);
  let asked = '';
  for (const name of inOrder(given)) {
    const value = query[name];
    const text = Number.isSafeInteger(value) ? String(value) : encoded(String(value));
    asked += `${asked === '' ? '?' : '&'}${encoded(name)}=${text}`;
  }
  return asked;
}

/** The name of a list in an operation: the same for all who ask for the same rows in the same order. */
export const listKey = (route: string, query: Query, params: Params = {}): string =>
  fillGiven(route, params) + search(query);

/** Names are mostly written in order, and to sort them takes more than all the rest. */
const inOrder = (names: string[]): string[] =>
  names.every((name, i) => i === 0 || names[i - 1]! <= name) ? names : names.toSorted();

/** Text as URLSearchParams writes it, which most text stays as it is in. */
const encoded = (text: string): string =>
  /^[\w.*-]*$/.test(text) ? text : String(new URLSearchParams({ '': text })).slice(1);

/** The id a reference points to. Esper: references are URLs in the older generations, ids in the newer; this takes either. */
export function referencedId(reference: string | null | undefined): string | null {
  return reference?.split('/').findLast((segment) => segment !== '') ?? null;
}
