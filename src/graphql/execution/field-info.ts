import type { FragmentDefinitionNode, GraphQLOutputType, GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';
import type { CompiledField } from './compile.js';
import type { Execution } from './execution.js';
import type { Place } from './place.js';

/** What a resolver may ask about the field it resolves. Nothing is made until it does: hardly any resolver asks. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #execution: Execution;
  readonly #compiled: CompiledField;
  readonly #place: Place;

  constructor(execution: Execution, compiled: CompiledField, place: Place) {
    this.#execution = execution;
    this.#compiled = compiled;
    this.#place = place;
  }

  get fieldName(): string {
    return this.#compiled.field.name;
  }
  get fieldNodes() {
    return this.#compiled.nodes;
  }
  get returnType(): GraphQLOutputType {
    return this.#compiled.field.type;
  }
  get parentType() {
    return this.#compiled.parentType;
  }
  get path() {
    return this.#place.pathOf(this.#compiled.key, this.#compiled.parentType.name);
  }
  get schema() {
    return this.#execution.operation.document.schema;
  }
  get fragments() {
    return this.#execution.operation.document.fragments as Record<string, FragmentDefinitionNode>;
  }
  get rootValue(): undefined {
    return undefined;
  }
  get operation(): OperationDefinitionNode {
    return this.#execution.operation.node;
  }
  get variableValues() {
    return this.#execution.variables as { [variable: string]: unknown };
  }
}
