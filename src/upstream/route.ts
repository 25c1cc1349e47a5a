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
export const isFitId = (value: string): boolean => /^[\w.-]{1,200}$/.test(value) && !/^\.+$/.test(value);

/** The path of a route such as `/v2/devices/{id}`, its placeholders filled. Throws UnfitIdError for a value that could leave its segment. */
export function fill(route: string, params: Params): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '');
    if (!isFitId(value)) throw new UnfitIdError(value);
    return value;
  });
}

/** `?a=1&b=2` in order of name, so that equal queries are equal text; empty when nothing is asked. */
export function search(query: Query): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) asked.append(name, String(value));
  }
  asked.sort();
  return asked.size > 0 ? `?${asked}` : '';
}

/** The id a reference points to. Esper: references are URLs in the older generations, ids in the newer; this takes either. */
export function referencedId(reference: string | null | undefined): string | null {
  return reference?.split('/').findLast((segment) => segment !== '') ?? null;
}
