import {
  getDirectiveValues,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
} from 'graphql';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { perSchema } from '../per-schema.js';

/** What a field asks of the REST API, as `@upstream` in schema/root.graphql tells it. */
export interface Weight {
  readonly calls: number;
  readonly each: number;
  readonly page: number;
  readonly most?: number | null;
  readonly spare: number;
  readonly known: readonly string[];
  readonly record: readonly string[];
  readonly has: readonly string[];
  readonly rows: number;
  readonly all: boolean;
  readonly unlisted: boolean;
}

/** A field that asks nothing. */
export const FREE: Weight = {
  calls: 0,
  each: 0,
  page: PAGE_SIZE,
  spare: 0,
  known: [],
  record: [],
  has: [],
  rows: 0,
  all: false,
  unlisted: false,
};

type Declared = GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField;

export type Weights = ReadonlyMap<Declared, Weight>;

/** The weights that a schema declares, of fields, arguments and fields of inputs. What a type's own field does not say, its interface says. */
export const weightsOf = perSchema((schema): Weights => {
  const weights = new Map<Declared, Weight>();
  const directive = schema.getDirective('upstream');
  if (!directive) return weights;
  const read = new Map<object, Weight>(); // what an interface says is one weight, whichever type it is looked up on
  const note = (one: Declared, twins: readonly (Declared | undefined)[] = []) => {
    for (const { astNode } of [one, ...twins.filter((twin) => twin !== undefined)]) {
      const weight = astNode && (read.get(astNode) ?? (getDirectiveValues(directive, astNode) as Weight | undefined));
      if (!weight) continue;
      read.set(astNode, weight);
      weights.set(one, weight);
      return;
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) note(field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(
        field,
        type.getInterfaces().map((parent) => parent.getFields()[field.name]),
      );
      for (const argument of field.args) note(argument);
    }
  }
  return weights;
});
