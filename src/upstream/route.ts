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

const cut = new Map<string, readonly string[]>();

/** A route cut at its placeholders: text and their names in turn. Routes stand in the code, so they are few. */
function piecesOf(route: string): readonly string[] {
  const known = cut.get(route);
  if (known) return known;
  const pieces = route.split(/\{(\w+)\}/);
  cut.set(route, pieces);
  return pieces;
}

/** The names of the placeholders of a route. */
export const placeholdersOf = (route: string): string[] => piecesOf(route).filter((_, place) => place % 2 === 1);

/** The path of a route such as `/v2/devices/{id}`, its placeholders filled. Throws UnfitIdError for a value that could leave its segment. */
export function fill(route: string, params: Params): string {
  let path = '';
  for (const [place, piece] of piecesOf(route).entries()) {
    const value = place % 2 === 0 ? piece : String(params[piece] ?? '');
    if (place % 2 === 1 && !isFitId(value)) throw new UnfitIdError(value);
    path += value;
  }
  return path;
}

/** `?a=1&b=2` in order of name, so that equal queries are equal text; empty when nothing is asked. */
export function search(query: Query): string {
  let asked = '';
  for (const name of Object.keys(query).toSorted()) {
    const value = query[name];
    if (value === undefined || value === null) continue;
    asked += `${asked === '' ? '?' : '&'}${encoded(name)}=${encoded(String(value))}`;
  }
  return asked;
}

/** Text as URLSearchParams writes it, which most text stays as it is in. */
const encoded = (text: string): string =>
  /^[\w.*-]*$/.test(text) ? text : String(new URLSearchParams({ '': text })).slice(1);

/** The id a reference points to. Esper: references are URLs in the older generations, ids in the newer; this takes either. */
export function referencedId(reference: string | null | undefined): string | null {
  return reference?.split('/').findLast((segment) => segment !== '') ?? null;
}
