import { makeExecutableSchema } from '@graphql-tools/schema';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { mix } from '../../../src/simulator/random.js';

const typeDefs = `
  interface Being { id: ID! name: String twin: Being being: Being! beings: [Being!] nested: [[Being]!] }
  type Cat implements Being {
    id: ID! name: String twin: Being being: Being! beings: [Being!] nested: [[Being]!]
    lives(of: Int = 9): Int! moods: [Mood!]! mayor: Any
  }
  type Dog implements Being {
    id: ID! name: String twin: Being being: Being! beings: [Being!] nested: [[Being]!]
    age: Float friend: Cat! words: [String]!
  }
  union Any = Cat | Dog
  enum Mood { GOOD BAD }
  type Query { cat: Cat dog: Dog! any: Any anys: [Any]! being: Being count(of: Int!): Int }
  type Mutation { pet: Cat! feed: Dog scold: Cat }
`;

/** Something a resolver may do with what it has found. */
type Mood = (value: () => unknown) => unknown;

const usual: Mood = (value) => value();
const late: Mood = async (value) => value();
const moods: readonly Mood[] = [
  usual,
  usual,
  usual,
  late,
  late,
  async (value) => {
    for (let n = 0; n < 3; n++) await Promise.resolve();
    return value();
  },
  () => null,
  async () => null,
  () => undefined,
  () => new Error('given'),
  () => {
    throw new Error('thrown');
  },
  async () => {
    throw new Error('thrown late');
  },
];

/**
 * A schema whose every field is at hand, late, missing or broken, as chance has it: always the same for the same seed and path.
 * `trouble` is the share of fields that are missing or broken, as one in so many.
 */
export function moodySchema(seed: number, trouble: number): GraphQLSchema {
  const moodAt = (path: string): Mood => {
    const chance = mix(seed, path, 0);
    const mood = moods[chance % moods.length] ?? usual;
    return moods.indexOf(mood) > 5 && mix(seed, path, 1) % trouble > 0 ? usual : mood;
  };
  const beingAt = (path: string, type = mix(seed, path, 2) % 2 ? 'Cat' : 'Dog') => ({ __typename: type, path });
  const manyAt = (path: string) =>
    Array.from({ length: mix(seed, path, 3) % 4 }, (_, n) => moodAt(`${path}.${n}`)(() => beingAt(`${path}.${n}`)));
  const valueOf: Record<string, (path: string, args: Record<string, unknown>) => unknown> = {
    id: (path) => path,
    name: (path) => `the one at ${path}`,
    cat: (path) => beingAt(path, 'Cat'),
    friend: (path) => beingAt(path, 'Cat'),
    pet: (path) => beingAt(path, 'Cat'),
    scold: (path) => beingAt(path, 'Cat'),
    dog: (path) => beingAt(path, 'Dog'),
    feed: (path) => beingAt(path, 'Dog'),
    beings: manyAt,
    anys: manyAt,
    nested: (path) => [manyAt(`${path}.0`), moodAt(`${path}.1`)(() => manyAt(`${path}.1`))],
    lives: (_, { of }) => of,
    count: (_, { of }) => of,
    age: (path) => (mix(seed, path, 4) % 5 ? 1.5 : 'no number'),
    moods: (path) => [mix(seed, path, 5) % 9 ? 'GOOD' : 'UGLY', 'BAD'],
    words: (path) => new Set(['a', moodAt(`${path}.1`)(() => 'b'), null]),
  };
  const schema = makeExecutableSchema({ typeDefs });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (parent: { path?: string } | undefined, args: Record<string, unknown>) => {
        const path = `${parent?.path ?? ''}.${field.name}`;
        return moodAt(path)(() => (valueOf[field.name] ?? ((at: string) => beingAt(at)))(path, args));
      };
    }
  }
  for (const name of ['Being', 'Any']) {
    const type = schema.getType(name);
    if (type && 'resolveType' in type) {
      type.resolveType = (value: { __typename: string; path: string }) =>
        mix(seed, value.path, 6) % 3 ? value.__typename : Promise.resolve(value.__typename);
    }
  }
  return schema;
}
