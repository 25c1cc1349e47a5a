import { describe, expect, test } from 'vitest';
import { buildSchema, parse } from 'graphql';
import { useGateway } from '../support/gateway.js';

const textAt = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

const serviceOf = (gateway: ReturnType<typeof useGateway>) => gateway.query('{ _service { sdl } }', { key: null });

describe('a gateway that is no subgraph', () => {
  const gateway = useGateway();

  test('serves its schema with nothing in it for routers', async () => {
    const { status, text } = await textAt(`${gateway.url}/schema.graphql`);
    expect(status).toBe(200);
    expect(buildSchema(text).getType('AndroidDevice')).toBeDefined();
    expect(text).not.toMatch(/_entities|_service|_Any|@key/);
  });

  test('says how to make it one', async () => {
    expect(await textAt(`${gateway.url}/schema.graphql?federation=2`)).toEqual({
      status: 404,
      text: expect.stringContaining('FEDERATION=on'),
    });
    expect((await serviceOf(gateway)).errors?.[0]?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('a gateway that is a subgraph', () => {
  const gateway = useGateway({ env: { FEDERATION: 'on' } });

  test('serves the schema with the keys of its types, and tells a router the same', async () => {
    const { status, text } = await textAt(`${gateway.url}/schema.graphql?federation=2`);
    expect(status).toBe(200);
    expect(() => parse(text)).not.toThrow();
    expect(text).toContain('interface Device implements Node @key(fields: "id") @key(fields: "esperId") {');
    expect(text).toContain('type Group implements Node @key(fields: "id") @key(fields: "esperId") {');
    expect(text).toContain('type AppVersion implements Node @key(fields: "id") {');
    expect(text).toMatch(/^interface Node \{$/m);
    expect(text).toMatch(/^type PageInfo @shareable \{$/m);
    expect(text).not.toMatch(/_entities|_service|_Any/);
    const { data, calls } = await serviceOf(gateway);
    expect(data).toEqual({ _service: { sdl: text } });
    expect(calls).toEqual([]);
  });

  test('tells nobody how long each resolver took', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    const { extensions } = await gateway.query('{ rootGroup { name } }', { headers });
    expect(Object.keys(extensions)).toEqual(['upstream']);
  });

  test('knows of no other version', async () => {
    expect(await textAt(`${gateway.url}/schema.graphql?federation=1`)).toMatchObject({ status: 400 });
  });

  test('serves other clients the schema as it is', async () => {
    const { text } = await textAt(`${gateway.url}/schema.graphql`);
    expect(buildSchema(text).getQueryType()?.getFields()).toHaveProperty('_entities');
  });
});

describe('a subgraph without introspection', () => {
  const gateway = useGateway({ env: { FEDERATION: 'on', INTROSPECTION: 'off' } });

  test('tells its schema to nobody, and answers routers all the same', async () => {
    expect((await textAt(`${gateway.url}/schema.graphql?federation=2`)).status).toBe(404);
    const { data, errors } = await serviceOf(gateway);
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('introspection is off') });
    const these = '[{ __typename: "Role", esperId: "Viewer" }]';
    expect((await gateway.query(`{ _entities(representations: ${these}) { ... on Role { name } } }`)).data).toEqual({
      _entities: [{ name: 'Viewer' }],
    });
  });
});
