import { AsyncLocalStorage } from 'node:async_hooks';
import {
  isAbstractType,
  isObjectType,
  responsePathAsArray,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import type { OperationSpan } from '../telemetry/operation-span.js';

interface Where {
  readonly trace: FieldTrace;
  readonly path: string;
}

/** One for all, in use while there is a trace: from its first use on it has Node.js take note of every promise there is. */
const places = new AsyncLocalStorage<Where>();
let traces = 0;

/** Which response path is being resolved, for an operation that is explained. To be ended with the operation. */
export class FieldTrace {
  #isOver = false;

  constructor() {
    traces++;
  }

  /** Runs a resolver so that `current` tells its path to whatever it calls, however late. */
  run<T>(path: string, resolve: () => T): T {
    return this.#isOver ? resolve() : places.run({ trace: this, path }, resolve);
  }

  current = (): string | undefined => {
    const where = places.getStore();
    return where?.trace === this && !this.#isOver ? where.path : undefined;
  };

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (--traces === 0) places.disable();
  }
}

/** `devices.nodes[].apps`: list places are left out, since all rows of a list ask alike. */
function pathText(path: GraphQLResolveInfo['path']): string {
  return responsePathAsArray(path)
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1);
}

/** What may follow the fields of an operation. */
export interface Followed {
  readonly trace?: FieldTrace | undefined;
  readonly span?: OperationSpan | undefined;
}

/** A resolver that tells the operation's trace and its span, where it has them, when it runs and how long it takes. */
export function followed<Parent, Args, Result>(
  resolve: GraphQLFieldResolver<Parent, unknown, Args, Result>,
  fieldName: string,
): (parent: Parent, args: Args, context: unknown, info: GraphQLResolveInfo) => Result {
  return (parent, args, context, info) => {
    const { trace, span } = context as Followed;
    const path = () => pathText(info.path);
    const run = () => resolve(parent, args, context, info);
    const asked = trace ? () => trace.run(path(), run) : run;
    return span ? span.follow(path, fieldName, asked) : asked();
  };
}

/** Of which type an object is may have to be asked for: that is the doing of the field that leads to it. */
const followedType =
  (resolve: GraphQLTypeResolver<unknown, unknown>): GraphQLTypeResolver<unknown, unknown> =>
  (value, context, info, type) => {
    const { trace } = context as Followed;
    const run = () => resolve(value, context, info, type);
    return trace ? trace.run(pathText(info.path), run) : run();
  };

/** Lets every field be followed by the operation's trace and its span, when it has them; the others pay two comparisons. */
export function traceFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type) && type.resolveType) type.resolveType = followedType(type.resolveType);
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      const inTrace = followed(resolve, `${type.name}.${field.name}`);
      field.resolve = (parent, args, context: Followed, info) =>
        context.trace || context.span ? inTrace(parent, args, context, info) : resolve(parent, args, context, info);
    }
  }
  return schema;
}
