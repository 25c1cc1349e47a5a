import { AsyncLocalStorage } from 'node:async_hooks';
import { isObjectType, responsePathAsArray, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';

/** Which response path is being resolved, for operations that are explained. */
export class FieldTrace {
  readonly #paths = new AsyncLocalStorage<string>();

  /** Runs a resolver so that `current` tells its path to whatever it calls, however late. */
  run<T>(path: GraphQLResolveInfo['path'], resolve: () => T): T {
    return this.#paths.run(pathText(path), resolve);
  }

  current = (): string | undefined => this.#paths.getStore();
}

/** `devices.nodes[].apps`: list places are left out, since all rows of a list ask alike. */
function pathText(path: GraphQLResolveInfo['path']): string {
  return responsePathAsArray(path)
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1);
}

/** Lets every field be followed by the operation's trace, when it has one; the others pay one comparison. */
export function traceFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (parent, args, context: { trace?: FieldTrace | undefined }, info) =>
        context.trace
          ? context.trace.run(info.path, () => resolve(parent, args, context, info))
          : resolve(parent, args, context, info);
    }
  }
  return schema;
}
