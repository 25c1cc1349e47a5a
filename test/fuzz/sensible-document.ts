import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../src/simulator/random.js';
import { Variables, type RandomDocument } from './random-document.js';

/** What clients know of a fleet: global ids by their types, and texts that stand in it. */
export interface Knowledge {
  readonly ids: readonly { readonly id: string; readonly type: string }[];
  readonly texts: readonly string[];
}

/** How often an argument is given that need not be. */
const chances: Record<string, number> = { first: 0.9, id: 0.7, orderBy: 0.1, last: 0.01, before: 0.01, after: 0.01 };
const USUALLY = 0.15;

/** Words in the names of fields and arguments, by the type that is meant. */
const meant: readonly [RegExp, RegExp][] = [
  [/device/i, /Device$/],
  [/group|parent/i, /^Group$/],
  [/version/i, /^AppVersion$/],
  [/app/i, /^App$/],
  [/user|issued/i, /^User$/],
  [/tag/i, /^Tag$/],
  [/command/i, /^Command$/],
];

/** Makes documents as clients write them: nested deep, of what there is, with the arguments that one mostly gives. */
export class SensibleDocument {
  #variables = new Variables();
  #left = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly known: Knowledge,
  ) {}

  make(): RandomDocument {
    this.#variables = new Variables();
    this.#left = 40;
    const selection = this.#selection(this.schema.getQueryType()!, 9);
    return { query: this.#variables.head('Sensible') + selection, variables: this.#variables.values };
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const { random } = this;
    const fields =
      'getFields' in type ? Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_')) : [];
    const [objects, values] = [true, false].map((is) =>
      fields.filter((one) => isCompositeType(getNamedType(one.type)) === is),
    );
    const parts = ['__typename'];
    for (let n = 1 + random.below(3); n > 0 && this.#left > 0; n--) {
      const isDeep = depth > 0 && (values!.length === 0 || random.chance(0.55));
      const among = isDeep && objects!.length > 0 ? objects! : values!;
      if (among.length === 0) continue;
      const { name, args, type: fieldType } = random.pick(among);
      const inner = getNamedType(fieldType);
      const text = `f${this.#left--}: ${name}${this.#arguments(args, name)}`;
      parts.push(isCompositeType(inner) ? `${text} ${this.#selection(inner, depth - 1)}` : text);
    }
    if (isAbstractType(type) && random.chance(0.3)) {
      const one = random.pick(this.schema.getPossibleTypes(type));
      parts.push(`... on ${one.name} ${this.#selection(one, depth - 1)}`);
    }
    return `{ ${parts.join(' ')} }`;
  }

  #arguments(args: readonly GraphQLArgument[], field: string): string {
    const isGiven = ({ name, type }: GraphQLArgument) =>
      isNonNullType(type) || this.random.chance(chances[name] ?? USUALLY);
    const given = args.filter(isGiven).map(({ name, type }) => {
      return `${name}: ${this.#variables.declare(type, () => this.#value(type, 2, [name, field]))}`;
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  /** A value of a type; `names` are of the argument, and of what it stands in. */
  #value(type: GraphQLInputType, depth: number, names: readonly string[]): unknown {
    const { random } = this;
    const inner = getNullableType(type);
    if (isListType(inner))
      return Array.from({ length: 1 + random.below(3) }, () => this.#value(inner.ofType, depth - 1, names));
    if (isEnumType(inner)) return random.pick(inner.getValues()).name;
    if (isInputObjectType(inner)) {
      const all = Object.values(inner.getFields());
      const some = all.filter((one) => isNonNullType(one.type) || (depth > 0 && random.chance(0.2)));
      const given = some.length > 0 ? some : [random.pick(all)];
      return Object.fromEntries(given.map((one) => [one.name, this.#value(one.type, depth - 1, [one.name, ...names])]));
    }
    switch (inner.name) {
      case 'ID':
        return this.#id(names);
      case 'Int':
        return random.pick([1, 2, 3, 5, 20, 120]);
      case 'Boolean':
        return random.chance(0.5);
      case 'String':
        return random.chance(0.7) ? random.pick(this.known.texts) : random.pick(['a', 'com.', 'Store']);
      default:
        return '2026-01-31T12:00:00.000Z';
    }
  }

  #id(names: readonly string[]): string {
    for (const name of names) {
      const [, type] = meant.find(([word]) => word.test(name)) ?? [];
      const fitting = this.known.ids.filter((one) => type?.test(one.type));
      if (fitting.length > 0) return this.random.pick(fitting).id;
    }
    return this.random.pick(this.known.ids).id;
  }
}
