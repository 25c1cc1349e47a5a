import type { GraphQLScalarType } from 'graphql';
import type { Resolver, Resolvers, ResolversParentTypes } from '../../generated/schema.js';
import type { Reference } from './reference.js';

/** lastSeen -> last_seen, the name the upstream would use. */
type Snake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : S;

type TypeName = {
  [T in keyof Resolvers]-?: NonNullable<Resolvers[T]> extends GraphQLScalarType ? never : T;
}[keyof Resolvers];
type InterfaceName = {
  [T in TypeName]: '__resolveType' extends keyof NonNullable<Resolvers[T]> ? T : never;
}[TypeName];
type ObjectName = Exclude<TypeName, InterfaceName>;
type FieldsOf<T extends TypeName> = Omit<Required<NonNullable<Resolvers[T]>>, '__isTypeOf' | '__resolveType'>;
type Value<F> = F extends Resolver<infer V, infer _P, infer _C, infer _A> ? Awaited<V> : never;

/** The record behind a reference; any other parent is its own record. */
type RecordOf<Parent> = Parent extends Reference<infer R extends { id: string | number }> ? R : Parent;

/**
 * The keys a field may be read by. Not `id`, which is global in GraphQL: the record's own would pass for it. The parent of what
 * stands in Query and its like is said to have any key, and has none.
 */
type KeysOf<Parent> = string extends keyof Parent ? never : Exclude<keyof Parent, 'id'>;

/** True when `Key` holds, on the upstream record, a value GraphQL accepts as it is. */
type Holds<Parent, Key, Wanted> = Key extends KeysOf<Parent> ? (Parent[Key] extends Wanted ? true : false) : false;
type ReadByName<Parent, F extends string, Wanted> = true extends
  | Holds<Parent, F, Wanted | undefined>
  | Holds<Parent, Snake<F>, null extends Wanted ? Wanted | undefined : Wanted>
  ? true
  : false;

/** The interfaces whose resolvers a type inherits. */
type InterfacesOf<T extends ObjectName> = {
  [I in InterfaceName]: keyof FieldsOf<I> extends keyof FieldsOf<T> ? I : never;
}[InterfaceName];
type WrittenFor<T extends ObjectName, Written> =
  | (T extends keyof Written ? keyof Written[T] : never)
  | (InterfacesOf<T> extends infer I ? (I extends keyof Written ? keyof Written[I] : never) : never);

/** The fields, as "Device.lastSeen", that neither a resolver nor the upstream record answers. */
export type Unanswered<Written> = {
  [T in ObjectName]: {
    [F in keyof FieldsOf<T> & string]: F extends WrittenFor<T, Written>
      ? never
      : T extends keyof ResolversParentTypes
        ? ReadByName<RecordOf<ResolversParentTypes[T]>, F, Value<FieldsOf<T>[F]>> extends true
          ? never
          : `${T}.${F}`
        : never;
  }[keyof FieldsOf<T> & string];
}[ObjectName];
