import type {
  ASTNode,
  DirectiveNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValidationRule,
} from 'graphql';
import { limitExceeded } from './errors.js';

/** How large a document may be. Each is named as the setting it comes from. */
export interface DocumentLimits {
  readonly LIMIT_DEPTH: number;
  readonly LIMIT_ROOT_FIELDS: number;
  readonly LIMIT_SELECTIONS: number;
  readonly LIMIT_ALIASES: number;
  readonly LIMIT_DIRECTIVES: number;
}

/** What a part of a document amounts to when its fragments are put in. */
interface Tally {
  readonly depth: number;
  /** Fields at the top of the part. */
  readonly width: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Tally = { depth: 0, width: 0, fields: 0, aliases: 0, directives: 0 };

const beside = (a: Tally, b: Tally): Tally => ({
  depth: Math.max(a.depth, b.depth),
  width: a.width + b.width,
  fields: a.fields + b.fields,
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
});

const withDirectives = (
  tally: Tally,
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] },
): Tally => ({
  ...tally,
  directives: tally.directives + directives.length,
});

/** Tells what selections amount to. Each fragment is looked into once, however often it is spread: the numbers multiply, the work does not. */
function tallier(fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined) {
  const fragments = new Map<string, Tally>();

  const ofFragment = (name: string): Tally => {
    const known = fragments.get(name);
    if (known) return known;
    fragments.set(name, NOTHING); // another rule refuses fragments that hold themselves
    const tally = of(fragmentOf(name)?.selectionSet);
    fragments.set(name, tally);
    return tally;
  };

  const of = (set: SelectionSetNode | undefined): Tally =>
    (set?.selections ?? []).reduce<Tally>((sum, node) => {
      if (node.kind === 'InlineFragment') return beside(sum, withDirectives(of(node.selectionSet), node));
      if (node.kind === 'FragmentSpread') return beside(sum, withDirectives(ofFragment(node.name.value), node));
      const inner = of(node.selectionSet);
      // The depth of introspection is the explorer's own.
      const depth = node.name.value.startsWith('__') ? 0 : inner.depth + 1;
      const field = { depth, width: 1, fields: inner.fields + 1, aliases: inner.aliases + (node.alias ? 1 : 0) };
      return beside(sum, withDirectives({ ...field, directives: inner.directives }, node));
    }, NOTHING);

  return of;
}

/** Refuses documents that are larger than allowed, with one error for each limit they break. */
export const documentLimits =
  (limits: DocumentLimits): ValidationRule =>
  (context) => {
    const tallyOf = tallier((name) => context.getFragment(name));
    const check = (node: ASTNode, limit: keyof DocumentLimits, found: number, what: string, remedy: string) => {
      if (found > limits[limit])
        context.reportError(limitExceeded({ limit, found, most: limits[limit], what, remedy }));
    };
    return {
      OperationDefinition: (node: OperationDefinitionNode) => {
        const { depth, width, fields, aliases, directives } = withDirectives(tallyOf(node.selectionSet), node);
        check(node, 'LIMIT_DEPTH', depth, `Fields are nested ${depth} deep`, 'Ask in several queries.');
        check(node, 'LIMIT_ROOT_FIELDS', width, `${width} fields stand at the top`, 'Ask in several queries.');
        check(
          node,
          'LIMIT_SELECTIONS',
          fields,
          `${fields} fields are selected, with those of its fragments`,
          'Ask for less.',
        );
        check(node, 'LIMIT_ALIASES', aliases, `${aliases} fields have an alias`, 'Ask in several queries.');
        check(node, 'LIMIT_DIRECTIVES', directives, `${directives} directives are used`, 'Leave some out.');
      },
    };
  };
