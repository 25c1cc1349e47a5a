import { expect, test } from 'vitest';
import { ask } from '../small-schema.js';

const thing = { known: { id: 't1' }, record: { id: 't1', name: 'Thing', device_count: 7 } };

test.each<[string, boolean]>([
  ['{ onlyIds { id } }', true],
  ['{ onlyIds { mine: id __typename } }', true],
  ['{ onlyIds { ...ids } } fragment ids on Named { id }', true],
  ['{ onlyIds { id name @include(if: false) } }', true],
  ['{ onlyIds { id name } }', false],
  ['{ onlyIds { id: name } }', false],
  ['{ onlyIds { id ...more } } fragment more on Thing { name }', false],
  ['{ onlyIds { id ... on Named { ... on Thing { shout } } } }', false],
  ['{ onlyIds { id } onlyIds { name } }', false],
])('%s selects ids only: %s', async (source, only) => {
  expect((await ask(source, thing)).sawOnlyIds).toBe(only);
});
