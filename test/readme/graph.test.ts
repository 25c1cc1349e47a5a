import { expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { mapSchema } from '../../src/explorer/map/links.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { projectFile } from '../support/project-file.js';
import { blocks } from './markdown.js';

const { types } = mapSchema(buildSchema(families));
const names = types.map(({ name }) => name);
const linked = new Set(types.flatMap(({ links }) => links.map(({ from, to }) => `${from} --> ${to}`)));

/** The arrows between types that have an identity or come in lists. */
const drawn = [
  ...blocks(projectFile('README.md'), 'mermaid')
    .join('')
    .matchAll(/(\w+) (<?)-->(?:\|.*\|)? (\w+)$/gm),
]
  .flatMap(([, from = '', back, to = '']) => [[from, to], ...(back ? [[to, from]] : [])])
  .filter((ends) => ends.every((end) => names.includes(end)))
  .map((ends) => ends.join(' --> '));

test('the graph of the README has an arrow for each link of the schema, and no other', () => {
  expect(drawn.toSorted()).toEqual([...linked].toSorted());
});
