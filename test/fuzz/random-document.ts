import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../src/simulator/random.js';

/** A whole number from one to another, both included. */
const between = (random: Random, from: number, to: number) => from + random.below(to - from + 1);

/** Text that means something to somebody on the way. */
const hostile = [
  '',
  ' ',
  '../../user',
  '%2e%2e%2f',
  "'; DROP TABLE devices; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u0000',
  '\ud800',
  '🙂'.repeat(50),
  'a'.repeat(2000),
  '__proto__',
  'constructor',
  '-1',
  '1e308',
  'null',
  '\r\nx-evil: 1',
  'R3JvdXA6MQ',
];

export interface RandomDocument {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The variables of a document, each declared where it is used. */
export class Variables {
  readonly values: Record<string, unknown> = {};
  readonly #declared: string[] = [];

  /** Declares one more, of the value that `valueOf` gives. Gives what stands for it in the text. */
  declare(type: GraphQLInputType, valueOf: () => unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.values[name] = valueOf();
    return `$${name}`;
  }

  /** What a query of this name begins with. */
  head(name: string): string {
    return this.#declared.length > 0 ? `query ${name}(${this.#declared.join(', ')}) ` : '';
  }
}

/** Makes documents that are valid by the schema, with whatever the schema allows in them: aliases, fragments, variables, directives. */
export class DocumentMaker {
  #variables = new Variables();
  #fragments: string[] = [];
  #left = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {}

  make(): RandomDocument {
    this.#variables = new Variables();
    this.#fragments = [];
    this.#left = between(this.random, 5, 60);
    const selection = this.#selection(this.schema.getQueryType()!, between(this.random, 2, 9));
    const query = [this.#variables.head('Fuzz') + selection, ...this.#fragments].join('\n');
    return { query, variables: this.#variables.values };
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const usable = fields.filter((field) => depth > 0 || isLeafType(getNamedType(field.type)));
    const parts = ['__typename'];
    for (let n = between(this.random, 1, 5); n > 0 && usable.length > 0 && this.#left > 0; n--) {
      this.#left--;
      const field = usable[between(this.random, 0, usable.length - 1)]!;
      const inner = getNamedType(field.type);
      // Equal names would have to be merged, which two selections made at random cannot be.
      const text = `f${parts.length}_${this.#left}: ${field.name}${this.#arguments(field.args)}${this.#directive()}`;
      parts.push(isCompositeType(inner) ? `${text} ${this.#selection(inner, depth - 1)}` : text);
    }
    if (isAbstractType(type) && this.random.chance(0.5)) {
      const possible = this.schema.getPossibleTypes(type);
      const one = possible[between(this.random, 0, possible.length - 1)]!;
      parts.push(`... on ${one.name}${this.#directive()} ${this.#selection(one, depth - 1)}`);
    }
    if (this.random.chance(0.15)) {
      const name = `F${this.#fragments.length}_${this.#left}`;
      const place = this.#fragments.push('') - 1;
      this.#fragments[place] = `fragment ${name} on ${type.name} ${this.#selection(type, depth - 1)}`;
      parts.push(`...${name}`);
    }
    return `{ ${parts.join(' ')} }`;
  }

  #directive(): string {
    if (!this.random.chance(0.1)) return '';
    return ` @${this.random.chance(0.5) ? 'skip' : 'include'}(if: ${this.random.chance(0.5)})`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => isNonNullType(type) || this.random.chance(0.4));
    if (given.length === 0) return '';
    return `(${given.map(({ name, type }) => `${name}: ${this.#variable(type)}`).join(', ')})`;
  }

  #variable(type: GraphQLInputType): string {
    return this.#variables.declare(type, () => this.#value(type, 3));
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (!isNonNullType(type) && this.random.chance(0.1)) return null;
    const inner = getNullableType(type);
    if (isListType(inner))
      return Array.from({ length: between(this.random, 0, 3) }, () => this.#value(inner.ofType, depth - 1));
    if (isEnumType(inner)) return this.random.pick(inner.getValues().map(({ name }) => name));
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        ({ type }) => isNonNullType(type) || (depth > 0 && this.random.chance(0.2)),
      );
      return Object.fromEntries(fields.map(({ name, type }) => [name, this.#value(type, depth - 1)]));
    }
    switch (String(inner)) {
      case 'Int':
        return this.random.pick([0, 1, 2, 3, 5, 20, 250, 1000, 1001, -1, 2147483647]);
      case 'Float':
        return this.random.pick([0, -0.5, 1.5, 1e300]);
      case 'Boolean':
        return this.random.chance(0.5);
      case 'DateTime':
        return this.random.pick(['2026-01-31T12:00:00.000Z', 'yesterday', '', '9999-99-99']);
      default:
        return this.random.pick(hostile);
    }
  }
}

/** The same text with some of it torn out, doubled, or overwritten. */
export function torn(text: string, random: Random): string {
  const letters = [...text];
  for (let n = between(random, 1, 8); n > 0; n--) {
    const at = between(random, 0, Math.max(0, letters.length - 1));
    const how = between(random, 0, 3);
    if (how === 0) letters.splice(at, between(random, 1, 10));
    else if (how === 1) letters.splice(at, 0, ...letters.slice(at, at + between(random, 1, 30)));
    else
      letters[at] = random.pick([
        '{',
        '}',
        '(',
        ')',
        '"',
        '$',
        '@',
        '...',
        '\\',
        '\u0000',
        '#',
        '"""',
        'é',
        '\ufeff',
        '!',
        ':',
        '[',
        '&',
        '|',
        '\n',
      ]);
  }
  return letters.join('');
}
