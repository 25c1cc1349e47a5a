import {
  getArgumentValues,
  GraphQLError,
  locatedError,
  responsePathAsArray,
  type ExecutionResult,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { FieldBudget } from '../limits.js';
import type { Followed } from '../trace.js';
import type { Document } from './collect.js';
import type { Arguments, CompiledField, CompiledSelection, CompiledValue } from './compile.js';
import { FieldInfo } from './field-info.js';
import { Place } from './place.js';

/** An operation of a document, to be carried out again and again. */
export interface CompiledOperation {
  readonly node: OperationDefinitionNode;
  readonly document: Document;
  readonly root: CompiledSelection;
}

/** What an execution needs of an operation's context; resolvers are given it whole. */
export interface Executed extends Followed {
  readonly budget: FieldBudget;
}

type Key = string | number;
type UninformedResolve = (source: unknown, args: Arguments, context: unknown) => unknown;

/** Stands for a value that may not be null and cannot be had: null takes the place of what it would stand in. */
const NOTHING = Symbol('nothing');

/**
 * Carries out one operation once, as the specification of GraphQL has it. What is at hand is completed where it stands; what has
 * to be waited for is put in its place when it comes, and only the answer waits for it.
 */
export class Execution {
  readonly #errors: GraphQLError[] = [];
  readonly #args: Arguments[] = [];
  readonly #isFollowed: boolean;
  #awaited = 0;
  #whenIdle = () => {};

  constructor(
    readonly operation: CompiledOperation,
    readonly context: Executed,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.#isFollowed = context.trace !== undefined || context.span !== undefined;
  }

  /** Never rejects: faults of fields are told in the result. */
  async run(): Promise<ExecutionResult> {
    const { root, node } = this.operation;
    const data = root.make();
    const place = new Place(data, null, 'data', false, undefined);
    if (node.operation === 'mutation') await this.#oneByOne(root, place);
    else if (!this.#fill(root, undefined, place)) place.vanish();
    await this.#idle();
    // Of what is too much nothing is told: no error is made ready for that.
    const isTold = this.#errors.length > 0 && !this.context.budget.exceeded;
    return { ...(isTold && { errors: this.#errors }), data: place.isGone ? null : data };
  }

  /** Fields of which each begins when all that came of the one before has ended. */
  async #oneByOne({ fields }: CompiledSelection, place: Place): Promise<void> {
    for (const field of fields) {
      if (!this.#field(field, undefined, place)) place.vanish();
      await this.#idle();
      if (place.isGone) return;
    }
  }

  /** Until nothing is waited for any more. */
  #idle(): Promise<void> | undefined {
    if (this.#awaited === 0) return undefined;
    return new Promise((resolve) => (this.#whenIdle = resolve));
  }

  /** Fills an object with its fields. False when null must take its place. */
  #fill({ fields }: CompiledSelection, source: unknown, place: Place): boolean {
    for (const field of fields) if (!this.#field(field, source, place)) return false;
    return true;
  }

  #field(field: CompiledField, source: unknown, place: Place): boolean {
    if (!this.context.budget.spend()) return false; // whatever is answered from then on is thrown away
    let completed: unknown;
    try {
      const args = field.args ?? this.#argumentsOf(field);
      const value = this.#resolve(field, source, args, place);
      completed = this.#completeSoon(field.value, value, field, place, field.key);
    } catch (error) {
      completed = this.#fault(error, field.value, field, place, field.key);
    }
    return put(completed, place, field.key);
  }

  #resolve(field: CompiledField, source: unknown, args: Arguments, place: Place): unknown {
    if (this.#isFollowed) return field.followed(source, args, this.context, new FieldInfo(this, field, place));
    if (field.isInformed) return field.resolve(source, args, this.context, new FieldInfo(this, field, place));
    return (field.resolve as UninformedResolve)(source, args, this.context);
  }

  #argumentsOf({ field, nodes, slot }: CompiledField): Arguments {
    return (this.#args[slot] ??= getArgumentValues(field, nodes[0] as FieldNode, this.variables));
  }

  /** As `#complete`, for a value that may have to be waited for: null stands in its place until then. */
  #completeSoon(type: CompiledValue, value: unknown, field: CompiledField, place: Place, key: Key): unknown {
    return value instanceof Promise
      ? this.#completeLater(type, value, undefined, field, place, key)
      : this.#complete(type, value, field, place, key);
  }

  /** Waits for a value, or for the type of an object that is here. Apart from who calls it, where closures would be made in vain. */
  #completeLater(
    type: CompiledValue,
    awaited: Promise<unknown>,
    complete: ((awaited: unknown) => unknown) | undefined,
    field: CompiledField,
    place: Place,
    key: Key,
  ): null {
    this.#awaited++;
    awaited.then(
      (came) => this.#came(type, came, complete, field, place, key),
      (error: unknown) => this.#end(this.#fault(error, type, field, place, key), place, key),
    );
    return null;
  }

  #came(
    type: CompiledValue,
    came: unknown,
    complete: ((awaited: unknown) => unknown) | undefined,
    field: CompiledField,
    place: Place,
    key: Key,
  ): void {
    let completed: unknown;
    try {
      completed = complete ? complete(came) : this.#complete(type, came, field, place, key);
    } catch (error) {
      completed = this.#fault(error, type, field, place, key);
    }
    this.#end(completed, place, key);
  }

  #end(completed: unknown, place: Place, key: Key): void {
    if (!put(completed, place, key)) place.vanish();
    if (--this.#awaited === 0) this.#whenIdle();
  }

  /** What the answer holds for a value: NOTHING when it must not be null and what is in it is missing. Throws what is wrong with it. */
  #complete(type: CompiledValue, value: unknown, field: CompiledField, place: Place, key: Key): unknown {
    if (value instanceof Error) throw value;
    if (value == null) {
      if (!type.isNonNull) return null;
      throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
    }
    switch (type.kind) {
      case 'leaf': {
        const told: unknown = type.type.serialize(value);
        if (told == null) throw new Error(`${type.type.name} cannot tell ${nameOf(field)}.`);
        this.context.budget.spendOnText(told);
        return told;
      }
      case 'list':
        return this.#list(type, type.item, value, field, place, key);
      case 'object':
        return this.#object(type, type.selection(), value, field, place, key);
      case 'abstract': {
        const name = type.nameOf(value, this.context, new FieldInfo(this, field, place));
        const complete = (name: unknown) => this.#object(type, type.selectionOf(name), value, field, place, key);
        return name instanceof Promise ? this.#completeLater(type, name, complete, field, place, key) : complete(name);
      }
    }
  }

  #object(
    type: CompiledValue,
    selection: CompiledSelection,
    source: unknown,
    field: CompiledField,
    place: Place,
    key: Key,
  ) {
    const data = selection.make();
    const inner = this.#placeIn(place, data, type, field, key);
    return this.#fill(selection, source, inner) ? data : gone(inner);
  }

  #list(type: CompiledValue, itemType: CompiledValue, value: unknown, field: CompiledField, place: Place, key: Key) {
    if (typeof value === 'string' || !(Symbol.iterator in Object(value)))
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
    const data: unknown[] = [];
    const inner = this.#placeIn(place, data as unknown as Place['data'], type, field, key);
    for (const item of value as Iterable<unknown>) {
      const index = data.length;
      data.push(null);
      let completed: unknown;
      try {
        completed = this.#completeSoon(itemType, item, field, inner, index);
      } catch (error) {
        completed = this.#fault(error, itemType, field, inner, index);
      }
      if (!put(completed, inner, index)) return gone(inner);
    }
    return data;
  }

  #placeIn(place: Place, data: Place['data'], type: CompiledValue, field: CompiledField, key: Key): Place {
    const typename = typeof key === 'number' ? undefined : field.parentType.name;
    return new Place(data, place, key, type.isNonNull, typename);
  }

  /** Takes note of what is wrong with a value, and gives what stands in its place. */
  #fault(error: unknown, type: CompiledValue, field: CompiledField, place: Place, key: Key): null | typeof NOTHING {
    if (!place.isLost && this.context.budget.spendOnError())
      this.#errors.push(locatedError(error, field.nodes, responsePathAsArray(place.pathOf(key))));
    return type.isNonNull ? NOTHING : null;
  }
}

/** Puts a completed value where it belongs. False when it is missing there. */
function put(completed: unknown, place: Place, key: Key): boolean {
  if (completed === NOTHING) return false;
  place.data[key] = completed;
  return true;
}

/** What stands in the place of an object or a list that is missing something. */
function gone(place: Place): null | typeof NOTHING {
  place.isGone = true;
  return place.isNonNull ? NOTHING : null;
}

const nameOf = ({ parentType, field }: CompiledField) => `${parentType.name}.${field.name}`;
