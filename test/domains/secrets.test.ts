import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type GraphQLNamedType,
} from 'graphql';
import { expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { useGateway } from '../support/gateway.js';

const schema = buildSchema(families);
/** Nobody may ask for everything at once but this test. */
const unbounded = {
  LIMIT_DOCUMENT_BYTES: '1000000',
  LIMIT_TOKENS: '100000',
  LIMIT_SELECTIONS: '100000',
  LIMIT_ALIASES: '10000',
  LIMIT_COST_CALLS: '1000000',
  LIMIT_COST_ROWS: '100000000',
};
const gateway = useGateway({ devices: 12, env: unbounded });

/** Everything there is to be selected of a type, so many fields deep. */
function all(type: GraphQLNamedType, depth: number): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const selected = fields
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map((field) => {
      const target = getNamedType(field.type);
      if (!isCompositeType(target)) return field.name;
      // Two types may have a field of one name and of different nullability, which cannot be merged under that name.
      return depth > 0 ? `${type.name}_${field.name}: ${field.name} { ${all(target, depth - 1)} }` : '';
    });
  const own = isInterfaceType(type)
    ? schema.getPossibleTypes(type).map((one) => `... on ${one.name} { ${all(one, depth)} }`)
    : [];
  return ['__typename', ...selected, ...own].join(' ');
}

const roots = [
  'viewer',
  'enterprise',
  'rootGroup',
  'devices(first: 12)',
  'apps(first: 3)',
  'blueprints(first: 1)',
  'users(first: 100, includeServiceAccounts: true)',
];

test.each(roots)('nothing the REST API keeps secret is told by any field under %s', async (root) => {
  const field = schema.getQueryType()?.getFields()[root.replace(/\(.*/, '')];
  const { data, errors } = await gateway.query(`{ found: ${root} { ${all(getNamedType(field!.type), 3)} } }`);
  expect(errors).toBeUndefined();
  const told = JSON.stringify(data);
  expect(told.length).toBeGreaterThan(1000);
  expect(told).not.toMatch(/SECRET|PRIVATE|demo-admin/);
});
