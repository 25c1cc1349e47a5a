import { isAbstractType, isObjectType, type GraphQLResolveInfo } from 'graphql';
import { badUserInput } from '../graphql/errors.js';
import type { Entities, Representation } from '../graphql/federation.js';
import { asWritten } from '../graphql/node-id.js';
import type { Context } from './context.js';
import { find, findEach, isNodeType, keyFields, keyOf, noted, type AnyNode, type NodeType } from './node.js';

/** A key's value as other graphs hold it: numbers in the REST API are numbers there too. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';

/** A device of which only its id in the REST API is known: its record has to tell the platform, and so the type. */
async function deviceOf(esperId: string, context: Context, info: GraphQLResolveInfo): Promise<AnyNode | null> {
  const device = await context.sources.device.byId(esperId, info);
  const type = info.schema.getType('Device');
  if (!device || !isAbstractType(type)) return null;
  return noted((await type.resolveType?.(device, context, info, type)) as NodeType, device);
}

/** The object a router names by its type, or an interface of it, and by one of its keys. Throws BAD_USER_INPUT for anything else. */
function findEntity(named: Representation, context: Context, info: GraphQLResolveInfo): Promise<AnyNode | null> {
  const name = textOf(named['__typename']);
  const [id, esperId] = [textOf(named['id']), asWritten(textOf(named['esperId']))];
  if (id) {
    const key = keyOf(id);
    const [wanted, is] = [info.schema.getType(name), info.schema.getType(key.type)];
    const fits = name === key.type || (isAbstractType(wanted) && isObjectType(is) && info.schema.isSubType(wanted, is));
    if (!fits) throw badUserInput(`This is the id of a thing of type ${key.type}, where ${name} is wanted: "${id}"`);
    return find(key, context, info);
  }
  if (esperId && name === 'Device') return deviceOf(esperId, context, info);
  if (esperId && isNodeType(name) && keyFields(name).includes('esperId'))
    return find({ type: name, keys: [esperId] }, context, info);
  const keys = (name === 'Device' ? ['id', 'esperId'] : keyFields(name)).map((key) => `"${key}"`);
  throw badUserInput(
    keys.length > 0
      ? `A thing of type ${name} is found by ${keys.join(' or ')}.`
      : `"${name.slice(0, 80)}" is no type with a key.`,
  );
}

/** The objects that other graphs of a federation may link to: the nodes, found as `nodes(ids:)` finds them. */
export const entities: Entities<Context> = {
  keyFields,
  find: (representations, context, info) =>
    findEach(representations, context, (named) => findEntity(named, context, info)),
};
