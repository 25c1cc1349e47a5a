import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { projectFile } from '../support/project-file.js';

const schema = buildSchema(families);
const paging = ['first', 'after', 'last', 'before'];

/** The lists that a text tells Apollo Client of: type, field, and the arguments that keep lists apart. */
function policiesIn(path: string) {
  const text = projectFile(path);
  return [...text.matchAll(/(\w+): \{\s*fields: \{([^}]*)\}/g)].flatMap(([, type = '', fields = '']) =>
    [...fields.matchAll(/(\w+): relayStylePagination\(([^)]*)\)/g)].map(([, field = '', named = '']) => ({
      place: `${path}: ${type}.${field}`,
      type,
      field,
      named: [...named.matchAll(/'(\w+)'/g)].map(([, name]) => name),
    })),
  );
}

const policies = ['docs/clients.md', 'examples/apollo/src/client.ts'].flatMap(policiesIn);

test('policies are found', () => {
  expect(policies.map(({ type, field }) => `${type}.${field}`)).toEqual([
    'Query.devices',
    'Query.groups',
    'Group.devices',
    'Query.devices',
    'Group.children',
  ]);
});

test.each(policies)('$place names all arguments that make another list', ({ type, field, named }) => {
  const owner = schema.getType(type);
  const args = isObjectType(owner) ? owner.getFields()[field]?.args.map(({ name }) => name) : undefined;
  expect(named).toEqual(args?.filter((name) => !paging.includes(name)));
});
