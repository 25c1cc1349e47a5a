import { getNamedType, getNullableType, isLeafType, isListType, isObjectType } from 'graphql';
import { isConnection, isEdge, isNode, onFields, type Rule } from './rules.js';
import type { FieldOf } from './walk.js';

/** Whether the field, or the one an interface declares in its place, says what it asks of the REST API. */
const isPriced = ({ owner, field }: FieldOf, argument = '') =>
  [field, ...(isObjectType(owner) ? owner.getInterfaces().map((one) => one.getFields()[field.name]) : [])].some((one) =>
    one?.astNode?.directives?.some(
      (directive) =>
        directive.name.value === 'upstream' &&
        (argument === '' || directive.arguments?.some(({ name }) => name.value === argument)),
    ),
  );

/** What a query can be priced by. That the prices are high enough is seen by asking: test/domains/prices.test.ts. */
export const priceRules: Rule[] = [
  {
    name: 'a field that leads to other objects, and one of Query or Mutation, says by @upstream what it asks of the REST API',
    faults: onFields((found) => {
      const { owner, field } = found;
      const type = getNamedType(field.type);
      if (isConnection(owner) || isEdge(owner)) return false;
      const leads = isConnection(type) || isNode(type) || ['Query', 'Mutation'].includes(owner.name);
      return leads && !isPriced(found);
    }, 'has no price: say @upstream(calls:, each:) where it is declared, if only with 0'),
    plant: 'extend type Query { thing: Thing } type Thing implements Node { id: ID! esperId: ID! }',
    blamed: 'Query.thing',
  },
  {
    name: 'a list of objects that is no connection says by @upstream how many there are at most',
    faults: onFields((found) => {
      const { owner, field } = found;
      const isPlain = isListType(getNullableType(field.type)) && !isLeafType(getNamedType(field.type));
      return isPlain && !isConnection(owner) && !owner.name.endsWith('Payload') && !isPriced(found, 'rows');
    }, 'does not say @upstream(rows:)'),
    plant: 'extend type Query { things: [Thing!] } type Thing { size: Int }',
    blamed: 'Query.things',
  },
  {
    name: 'a field that another record may have to be fetched for says so in words',
    faults: onFields((found) => {
      const isTold = /\b(calls?|costs?|record)\b/i.test(found.field.description ?? '');
      return isPriced(found, 'record') && !isTold;
    }, 'does not say in its description that it costs a call, or which record it needs'),
    plant:
      'directive @upstream(record: [String!]) on FIELD_DEFINITION type Thing { size: Int @upstream(record: ["x"]) }',
    blamed: 'Thing.size',
  },
];
