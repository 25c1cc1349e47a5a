import { UnfitIdError } from '../upstream/route.js';
import { badUserInput } from './errors.js';
import { isUuid } from './uuid.js';

/** Which object a global id names: its GraphQL type, and the ids that lead to it in the REST API, outermost first. */
export interface NodeKey {
  readonly type: string;
  readonly keys: readonly string[];
}

/** Letters of ids that need no room of their own to be written in: an answer holds thousands of them. */
const SHORT = 200;
const room = Buffer.alloc(SHORT * 3);

/** The opaque global id of an object: base64url of `Type:key` or `Type:parent/key`. */
export function nodeId(type: string, ...keys: (string | number)[]): string {
  const text = keys.length === 1 ? `${type}:${keys[0]}` : `${type}:${keys.join('/')}`;
  if (text.length > SHORT) return Buffer.from(text).toString('base64url');
  return room.toString('base64url', 0, room.write(text));
}

/** What a global id names; null for text that is no global id. */
export function parseNodeId(id: string): NodeKey | null {
  const [, type, path] = /^([A-Z]\w*):(.+)$/s.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  if (!type || !path || nodeId(type, path) !== id) return null;
  return { type, keys: path.split('/') };
}

/** An id of the REST API as the REST API writes it: other tools tell UUIDs in capitals, which name the same thing. */
export const asWritten = (id: string): string => (isUuid(id) ? id.toLowerCase() : id);

/**
 * The REST id meant by an argument that takes either form. `types` are the GraphQL types that fit.
 * Throws BAD_USER_INPUT for the global id of something else, and for what in a filter is no id or several: Esper takes no id for
 * all there are.
 */
export function restId(id: string, ...types: [string, ...string[]]): string {
  const node = parseNodeId(id);
  const found = node?.keys.at(-1) ?? asWritten(id);
  if (found.trim() === '' || found.includes(',')) throw badUserInput(new UnfitIdError(id).message);
  if (node && !types.includes(node.type)) {
    throw badUserInput(`This is the id of a thing of type ${node.type}, where ${types[0]} is wanted: "${id}"`);
  }
  return found;
}
