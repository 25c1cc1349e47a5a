import { expect, test } from 'vitest';
import { levelsOf } from '../../bench/critical-path.mjs';
import { typeDefs } from '../../bench/fleet/graph.mjs';
import { typeDefs as postsTypes } from '../../bench/posts/graph.mjs';
import { queries } from '../../bench/queries.mjs';

const below = (fields: string) => `children { nodes { ${fields} } }`;
const android = { filter: { platforms: ['ANDROID'] } };

test.each([
  ['a list', '{ devices { nodes { name state } } }', {}, 1],
  ['what hangs on each row', '{ devices { nodes { name group { name } } } }', {}, 2],
  ['several things on each row', '{ devices { nodes { group { name } apps { nodes { name } } } } }', android, 2],
  ['names of apps on any platform', '{ devices { nodes { apps { nodes { name } } } } }', {}, 3],
  ['what a fragment asks for', 'query { ...F } fragment F on Query { viewer { fullName } }', {}, 1],
  ['groups from the root down', `{ viewer { enterprise { rootGroup { ${below(below('name'))} } } } }`, {}, 2],
])('calls for %s that come one after the other', (_, text, variables, levels) => {
  expect(levelsOf(text, typeDefs, variables)).toBe(levels);
});

test.each([
  ['Q1', android, 2],
  ['Q2', {}, 1],
  ['Q3', {}, 2],
  ['Q4', {}, 5],
  ['Q8', {}, 2],
])('calls of %s that come one after the other', (name, variables, levels) => {
  const { text = '', world } = queries[name] ?? {};
  expect(levelsOf(text, world === 'posts' ? postsTypes : typeDefs, variables)).toBe(levels);
});
