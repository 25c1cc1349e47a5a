import { readFileSync } from 'node:fs';
import {
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type GraphQLInterfaceType,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { sampleQuery, type FleetSample } from '../../src/explorer/examples/example.js';
import { openStream } from '../support/event-stream.js';
import { useGateway } from '../support/gateway.js';
import { documents } from './documents.js';
import { blocks } from './markdown.js';

const gateway = useGateway();
const schema = buildSchema(families);

const found = documents.flatMap((path) =>
  blocks(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), 'graphql').map((source, at) => ({
    place: `${path}, block ${at + 1}`,
    source,
    document: parse(source),
  })),
);

const operationsIn = ({ definitions }: DocumentNode) =>
  definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
const kindsIn = (document: DocumentNode) => operationsIn(document).map(({ operation }) => operation);

/** A value for each variable that the documents use, by its name: ids of the simulated fleet. */
async function values(): Promise<Record<string, unknown>> {
  const { devices, groups, apps } = (await gateway.query(sampleQuery)).data as FleetSample;
  const some = devices.nodes[0]?.group?.devices.nodes ?? [];
  const ids = some.map(({ id }) => id);
  const command = some.flatMap(({ commands }) => commands?.nodes ?? [])[0]?.id;
  const group = groups.nodes.at(-1)?.id;
  return { ids, devices: ids, device: ids[0], command, group, app: apps.nodes[0]?.id, after: null, first: 5 };
}

function variablesOf(document: DocumentNode, known: Record<string, unknown>): Record<string, unknown> {
  const names = operationsIn(document).flatMap(({ variableDefinitions = [] }) =>
    variableDefinitions.map(({ variable }) => variable.name.value),
  );
  for (const name of names) expect(Object.keys(known), `give $${name} a value`).toContain(name);
  return Object.fromEntries(names.map((name) => [name, known[name]]));
}

const ofKind = (...kinds: string[]) =>
  found.filter(({ document }) => kindsIn(document).length > 0 && kindsIn(document).every((one) => kinds.includes(one)));

test('all blocks are looked at', () => {
  expect(found.length).toBeGreaterThan(15);
  const sdl = found.filter(({ document }) => kindsIn(document).length === 0);
  expect(sdl.map(({ place }) => place.split(',')[0])).toEqual(['docs/federation.md']);
});

test('the possible types of the guide are those of the schema', () => {
  const [told = ''] = blocks(readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8'), 'json');
  const device = schema.getType('Device') as GraphQLInterfaceType;
  const types = schema.getPossibleTypes(device).map(({ name }) => name);
  expect((JSON.parse(told) as Record<string, string[]>)['Device']?.toSorted()).toEqual(types.toSorted());
});

describe('what the documents show to be asked', () => {
  test.each(ofKind('query', 'mutation'))('is answered: $place', async ({ place, source, document }) => {
    const variables = variablesOf(document, await values());
    const { data, errors } = await gateway.query(source, { variables });
    expect(errors).toBeUndefined();
    // What is not there is a part of the lesson in one place.
    if (!place.startsWith('docs/errors.md')) expect(Object.values(data as object)).not.toContain(null);
    // Of the README's first change the answer is shown beside it, with the fault it meets.
    if (kindsIn(document).includes(OperationTypeNode.MUTATION) && !source.includes('set-up-1'))
      for (const payload of Object.values(data as Record<string, { userErrors: unknown[] }>))
        expect(payload.userErrors).toEqual([]);
  });

  test.each(ofKind('subscription'))('can be watched: $place', async ({ source, document }) => {
    const stream = await openStream(gateway.url, source, { variables: variablesOf(document, await values()) });
    const first = await stream.next();
    stream.close();
    expect(first).toMatchObject({ event: 'next', data: { data: expect.any(Object) } });
    expect(first?.data.errors).toBeUndefined();
    expect(Object.values(first?.data.data as object)).not.toContain(null);
  });
});
