import { buildSchema as buildFromSdl, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { admitted, breaks } from './changes.js';
import { projectFile } from '../support/project-file.js';

const changelog = projectFile('CHANGELOG.md');

test('no client of the last release is broken by a change that the changelog does not tell', async () => {
  const served = buildFromSdl(printSchema(buildSchema(families)));
  const found = await breaks(buildFromSdl(projectFile('docs/schema.release.graphql')), served);
  const told = admitted(changelog);
  const untold = found.filter(({ place }) => !told.includes(place)).map(({ place, what }) => `\`${place}\`: ${what}`);
  const message = `This can break clients of the last release (docs/schema.release.graphql). Take it back, deprecate instead, or
name each place as \`Type.field\` in CHANGELOG.md, [Unreleased], under "### Removed" or "### Changed":\n`;
  expect(untold.length, message + untold.join('\n')).toBe(0);
});

describe('a change of the schema', () => {
  const released = buildFromSdl('type Query { name: String! size(of: Int): Int state: State } enum State { ON OFF }');

  test.each([
    ['a field that goes', 'type Query { size(of: Int): Int state: State } enum State { ON OFF }', ['Query.name']],
    [
      'a field that may be null',
      'type Query { name: String size(of: Int): Int state: State } enum State { ON OFF }',
      ['Query.name'],
    ],
    [
      'an argument that must be given',
      'type Query { name: String! size(of: Int!): Int state: State } enum State { ON OFF }',
      ['Query.size.of'],
    ],
    [
      'a word that goes',
      'type Query { name: String! size(of: Int): Int state: State } enum State { ON }',
      ['State.OFF'],
    ],
    [
      'a field that comes',
      'type Query { name: String! size(of: Int): Int state: State more: Int } enum State { ON OFF }',
      [],
    ],
  ])('is seen to break clients or not: %s', async (_, sdl, places) => {
    expect((await breaks(released, buildFromSdl(sdl))).map(({ place }) => place)).toEqual(places);
  });
});

test('what breaks is admitted only under "Removed" and "Changed" of what is not released', () => {
  const text = `# Changelog

## [Unreleased]

### Added

- \`Device.colour\`

### Changed

- \`Device.name\` may be null.

### Removed

- \`Device.size\`, \`Device.weight\`

## [0.1.0] - 2026-01-01

### Removed

- \`Device.old\`
`;
  expect(admitted(text)).toEqual(['Device.name', 'Device.size', 'Device.weight']);
});

test('the changelog is kept as Keep a Changelog has it, newest first', () => {
  const versions = [...changelog.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
  expect(versions[0]).toBe('[Unreleased]');
  for (const heading of versions.slice(1)) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  const parts = [...changelog.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toEqual(expect.arrayContaining(parts));
});
