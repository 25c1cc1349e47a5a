import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { post } from '../support/post.js';

const gateway = useGateway({ devices: 1 });
const endpoint = () => `${gateway.url}/graphql`;
const json = 'application/json';
const modern = 'application/graphql-response+json';

/** A page on another site cannot send this header: with it a GET is known not to be a forged one. */
const notForged = { 'apollo-require-preflight': '1' };

const send = (body: unknown, headers: Record<string, string> = {}) => post(endpoint(), body, { key: null, headers });

describe('the specification of GraphQL over HTTP', () => {
  const fetchFn: typeof fetch = (url, init) =>
    fetch(url, init?.method === 'POST' ? init : { ...init, headers: { ...init?.headers, ...notForged } });

  // Even what the specification leaves open (MAY) holds.
  test.each(serverAudits({ url: endpoint, fetchFn }))('$name ($id)', async ({ fn }) => {
    const result = await fn();
    expect(result.status === 'ok' ? 'ok' : `${result.reason} (${result.response.status})`).toBe('ok');
  });
});

describe('a GET', () => {
  const ask = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${endpoint()}?${new URLSearchParams({ query })}`, { headers });

  test('that another site could have made a browser send is refused, with the remedy', async () => {
    const response = await ask('{ __typename }');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('apollo-require-preflight');
  });

  test('with a key, which no other site can send, is answered; one with a password that a browser has kept is not', async () => {
    const response = await ask('{ __typename }', { authorization: 'Bearer demo-admin' });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
    expect((await ask('{ __typename }', { authorization: 'Basic bWU6aXQ=' })).status).toBe(400);
  });

  test('with a header no other site can send is answered', async () => {
    const response = await ask('{ __typename }', notForged);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});

describe('a POST', () => {
  test('of a form, which another site could send, is refused', async () => {
    const response = await send('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
  });

  test('of plain text, which another site could send, is refused', async () => {
    const response = await send('{"query":"{ __typename }"}', { 'content-type': 'text/plain' });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('"data"');
  });

  test('of more bytes than the limit is refused', async () => {
    const response = await send({ query: `{ __typename } # ${'x'.repeat(300_000)}` });
    expect(response.status).toBe(413);
  });

  test('of something that is no JSON is told so without a stack', async () => {
    const response = await send('{ "query": ');
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toMatch(/ at |node_modules|\.js/);
  });

  const onCondition = 'subscription Watch($yes: Boolean!) { deviceChanged @include(if: $yes) { deviceId } }';

  test.each([
    ['subscription { deviceChanged { deviceId } }', json, 200],
    ['subscription { deviceChanged { deviceId } }', modern, 400],
    [onCondition, json, 200],
    [onCondition, modern, 400],
  ])('of a subscription is told where they are served: %s for %s', async (query, accept, status) => {
    const response = await send({ query, variables: { yes: true } }, { accept });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('/graphql/stream'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('of a query that has a subscription beside it is answered', async () => {
    const response = await send({ query: `query Type { __typename } ${onCondition}`, operationName: 'Type' });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('of several operations at once is refused', async () => {
    const response = await send([{ query: '{ __typename }' }]);
    expect(response.status).toBe(400);
  });
});

describe('an answer in which something failed', () => {
  const query = '{ enterprise { id } viewer { id } }';

  test.each([json, modern, '*/*'])('has status 200 as long as it has data (%s)', async (accept) => {
    const response = await send({ query }, { accept });
    expect(response.status).toBe(200);
    const { data, errors } = (await response.json()) as { data: unknown; errors: { path: string[] }[] };
    expect(data).toMatchObject({ enterprise: { id: expect.any(String) }, viewer: null });
    expect(errors.map(({ path }) => path)).toEqual([['viewer']]);
  });

  test.each([
    ['{ nothing }', json, 200],
    ['{ nothing }', modern, 400],
    ['{ nothing', json, 200],
    ['{ nothing', modern, 400],
  ])('is told of a faulty document (%s) as %s with status %i', async (faulty, accept, status) => {
    const response = await send({ query: faulty }, { accept });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(accept);
    const answer = (await response.json()) as { data?: unknown; errors: unknown[] };
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors).toHaveLength(1);
  });
});

test('a fragment that is spread already is not looked at again, though its directive has no value', async () => {
  const query = 'query ($b: Boolean = true) { viewer { ...F ...F @include(if: $b) } } fragment F on User { fullName }';
  const response = await send({ query, variables: { b: null } }, { authorization: 'Bearer demo-admin' });
  expect(await response.json()).toMatchObject({ data: { viewer: { fullName: 'Ada Admin' } } });
});

describe('what is nested deeper than anybody could go through', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const ask = async (query: string, variables: string) => {
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    const response = await send(body, { authorization: 'Bearer demo-admin' });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
    return { status: response.status, data, code: errors?.[0]?.extensions.code };
  };

  test.each([3000, 20_000])('does no harm as a variable that is not asked for, at %i levels', async (levels) => {
    for (let n = 0; n < 2; n++)
      expect(await ask('{ viewer { fullName } }', `{"x":${deep(levels)}}`)).toMatchObject({
        status: 200,
        data: { viewer: { fullName: 'Ada Admin' } },
      });
  });

  test.each([
    ['query ($x: [ID!]!) { nodes(ids: $x) { id } }', deep(20_000)],
    [
      'mutation ($x: JSON) { sendCommand(input: { command: { custom: { name: "A_B", arguments: { a: $x } } } }) { userErrors { message } } }',
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    ],
  ])('is told to be wrong where it is asked for: %s', async (query, value) => {
    expect(await ask(query, `{"x":${value}}`)).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  });
});
