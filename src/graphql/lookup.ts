import type { GraphQLResolveInfo } from 'graphql';
import { badUserInput } from './errors.js';

/** Which field is a lookup. */
type Lookup = Pick<GraphQLResolveInfo, 'parentType' | 'fieldName'>;

/** The one argument of a lookup that was given, as [name, value]. Throws BAD_USER_INPUT, which names all there are, when it is none or several. */
export function soleArgument<A extends object>(args: A, { parentType, fieldName }: Lookup): [keyof A & string, string] {
  const given = Object.entries(args).filter(([, value]) => value != null);
  const [sole] = given;
  if (!sole || given.length > 1) {
    const had = given.length === 0 ? 'none was' : `${given.map(([name]) => `"${name}"`).join(' and ')} were`;
    const names = (parentType.getFields()[fieldName]?.args ?? []).map(({ name }) => `"${name}"`);
    const one = names.length > 1 ? `one of ${names.join(', ')}` : names.join('');
    throw badUserInput(`Give ${one} to look a thing up by; ${had} given.`);
  }
  if (sole[1] === '') throw badUserInput(`"${sole[0]}" is empty: give the whole value to look for.`);
  return [sole[0] as keyof A & string, String(sole[1])];
}

/** The one thing found, or null for none. Throws BAD_USER_INPUT that names them when several answer to the lookup. */
export function onlyOne<T extends { readonly id: string | number }>(found: readonly T[], sought: string): T | null {
  if (found.length > 1) {
    const ids = found.slice(0, 5).map(({ id }) => id);
    throw badUserInput(`There is more than one ${sought}: ${ids.join(', ')}. Look it up by id.`);
  }
  return found[0] ?? null;
}
