import { readFileSync } from 'node:fs';
import { isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { freshRoutes } from '../../src/domains/freshness.js';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { findOperation, loadFacts } from '../contract/facts.js';
import { table } from './markdown.js';

const schema = buildSchema(families);
const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
const rows = table(readFileSync(new URL('../../docs/rest.md', import.meta.url), 'utf8'), 'REST call').map(
  ([call, answer, sdk]) => ({ call: quoted(call)[0] ?? '', answers: quoted(answer), sdk: quoted(sdk) }),
);

test.each(rows)('$call is a call of the REST API, and has an equivalent', ({ call, answers, sdk }) => {
  const [method = '', path = ''] = call.split(' ');
  expect(findOperation(loadFacts(), method, path), `docs/rest.md: there is no ${call}`).toBeDefined();
  expect(answers).not.toEqual([]);
  for (const answer of answers) {
    const [owner = '', field = ''] = answer.split('.');
    const type = schema.getType(owner);
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];
    expect(fields, `docs/rest.md: there is no ${answer}`).toContain(field);
    expect(owner === 'Mutation', `docs/rest.md: ${call} is no ${answer}`).toBe(method !== 'GET');
  }
  for (const name of sdk) expect(name).toMatch(/^[A-Z]\w+Api\.[a-z_0-9]+$/);
});

test('every call that the graph makes to read is told', () => {
  const told = rows.map(({ call }) => call);
  const untold = freshRoutes.map((route) => `GET ${route}`).filter((call) => !told.includes(call));
  expect(untold, 'docs/rest.md has no row for these').toEqual([]);
});

test('every mutation stands for a call', () => {
  const told = rows.flatMap(({ answers }) => answers);
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.filter((name) => !told.includes(`Mutation.${name}`))).toEqual([]);
});
