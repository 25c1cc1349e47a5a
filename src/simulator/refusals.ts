/** An answer other than success, thrown by a route and put into the words of its API generation by `refusalBody`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly text: string,
    readonly field = 'detail',
  ) {
    super(text);
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not found.');
export const forbidden = (): Refusal => new Refusal(403, 'You do not have permission to perform this action.');
export const badRequest = (field: string, text: string): Refusal => new Refusal(400, text, field);

/** Which generation of the API a path belongs to: each has an error shape of its own. */
export type Generation = 'legacy' | 'v2' | 'authn' | 'authz' | 'geofence';

export function generationOf(path: string): Generation {
  if (path.startsWith('/authn2/')) return 'authn';
  if (path.startsWith('/authz2/')) return 'authz';
  if (path.startsWith('/geofence/')) return 'geofence';
  // Esper: subgroups and the report on the fleet are numbered v2 and fail like legacy.
  if (path.startsWith('/v2/subgroups') || path.startsWith('/v2/enterprise/')) return 'legacy';
  return /^\/(v2|device\/v0|commands\/v0)\//.test(path) ? 'v2' : 'legacy';
}

export function refusalBody(generation: Generation, { status, text, field }: Refusal): unknown {
  const line = `${field}: ${text}`;
  switch (generation) {
    case 'v2':
      return { code: status, message: field === 'detail' ? text : line, content: {} };
    case 'authn':
      return { status, error: text, message: text };
    case 'authz':
      return { code: status, errors: [text], message: text };
    case 'geofence':
      return { message: field === 'detail' ? text : line, content: {} };
    case 'legacy':
      // Esper: the message ends in a space.
      return { errors: [line], message: `${line} `, status };
  }
}
