import { propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useObserved } from '../support/observed.js';

interface Listed {
  readonly data: { readonly devices: { readonly nodes: readonly [{ readonly esperId: string }] } };
}

const fleet = useObserved();
const exporter = new InMemorySpanExporter();
beforeAll(() => {
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register({ propagator: new W3CTraceContextPropagator(), contextManager: null });
});
beforeEach(() => exporter.reset());
afterAll(() => {
  trace.disable();
  propagation.disable();
});

const spans = () => exporter.getFinishedSpans();
const named = (name: string | RegExp) =>
  spans().filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)));
const parentIn = (span: ReadableSpan) =>
  spans().find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId)?.name;
const query = 'query Fleet($first: Int) { devices(first: $first) { nodes { name group { name } } } }';
const client = {
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  tracestate: 'vendor=1',
  baggage: 'user=SECRET',
};

test('an operation is a span, with one for each field that waited and each call it took', async () => {
  const { post, lines } = await fleet.open();
  const answer = await post({ query, variables: { first: 5 } });
  const [operation] = named('query');
  expect(operation).toMatchObject({
    kind: SpanKind.SERVER,
    status: { code: SpanStatusCode.UNSET },
    parentSpanContext: undefined,
  });
  expect(operation?.attributes).toMatchObject({
    'graphql.operation.name': 'Fleet',
    'graphql.operation.type': 'query',
    'graphql.document.hash': expect.stringMatching(/^[0-9a-f]{64}$/),
    'graphql.outcome': 'ok',
    'http.response.status_code': 200,
    'http.request.id': answer.headers.get('x-request-id'),
    'esper.calls': 2,
  });
  expect(lines).toMatchObject([{ traceId: operation?.spanContext().traceId }]);
  const waits = named(/^resolve /).map((span) => [span.name, span.attributes['graphql.field.path'], parentIn(span)]);
  expect(waits).toContainEqual(['resolve Query.devices', 'devices', 'query']);
  expect(waits).toContainEqual(['resolve DeviceConnection.nodes', 'devices.nodes', 'query']);
  expect(waits).toContainEqual(['resolve AndroidDevice.group', 'devices.nodes[].group', 'query']);
  const { data } = (await answer.json()) as { data: { devices: { nodes: { group: object | null }[] } } };
  const grouped = data.devices.nodes.filter(({ group }) => group !== null).length;
  expect(named('resolve AndroidDevice.group')[0]?.attributes['graphql.field.count']).toBe(grouped);
  expect(named(/^ask /).map((span) => [span.name, parentIn(span)])).toEqual([
    ['ask GET /v2/devices/', 'query'],
    [expect.stringMatching(/^ask GET .*group/), 'query'],
  ]);
  const [sent] = named('GET /v2/devices/');
  expect(sent?.kind).toBe(SpanKind.CLIENT);
  expect(sent?.attributes).toEqual({
    'http.request.method': 'GET',
    'url.template': '/v2/devices/',
    'server.address': '127.0.0.1',
    'http.request.resend_count': 0,
    'http.response.status_code': 200,
  });
  expect(sent && parentIn(sent)).toBe('ask GET /v2/devices/');
});

test('spans tell nothing of variables, keys and records', async () => {
  const { post } = await fleet.open();
  const listed = (await (await post({ query: '{ devices(first: 1) { nodes { esperId } } }' })).json()) as Listed;
  const [{ esperId: id }] = listed.data.devices.nodes;
  await post({ query: 'query One($id: ID!) { device(id: $id) { name } }', variables: { id } }, client);
  await post({ query: '{ device(id: "SECRET-LITERAL") { name } }' }, client);
  expect(spans().length).toBeGreaterThan(2);
  const told = spans().map(({ name, attributes, status, events }) =>
    JSON.stringify({ name, attributes, status, events }),
  );
  expect(told.join('\n')).not.toMatch(new RegExp(`SECRET|demo-admin|Bearer|${id}`));
});

test('each attempt at a call is a span of its own', async () => {
  const { post } = await fleet.open();
  fleet.simulator.faults.inject({ kind: 'status', status: 503, times: 1 });
  await post({ query: '{ devices(first: 1) { nodes { name } } }' });
  const attempts = named('GET /v2/devices/');
  expect(
    attempts.map(({ attributes, status }) => [
      attributes['http.request.resend_count'],
      attributes['http.response.status_code'],
      attributes['error.type'],
      status.code,
    ]),
  ).toEqual([
    [0, 503, 'UPSTREAM_UNAVAILABLE', SpanStatusCode.ERROR],
    [1, 200, undefined, SpanStatusCode.UNSET],
  ]);
  expect(named('ask GET /v2/devices/')[0]?.attributes).toMatchObject({
    'esper.source': 'network',
    'esper.attempts': 2,
  });
});

test('what the cache answers is asked for and not sent', async () => {
  const { post } = await fleet.open({ SINGLE_FLIGHT: 'false' });
  const ask = () => post({ query: '{ devices(first: 1) { nodes { name } } }' });
  await ask();
  exporter.reset();
  await ask();
  expect(named('ask GET /v2/devices/')[0]?.attributes).toMatchObject({ 'esper.source': 'cache', 'esper.attempts': 0 });
  expect(named('GET /v2/devices/')).toEqual([]);
});

test('who shares an answer has a span of its own', async () => {
  const { post } = await fleet.open();
  await post({ query, variables: { first: 2 } });
  await post({ query, variables: { first: 2 } }, client);
  expect(named('query').map(({ attributes }) => attributes['graphql.shared'])).toEqual([undefined, 'kept']);
  expect(named('query')[1]?.spanContext().traceId).toBe('a'.repeat(32));
});

test('errors are told by their code', async () => {
  const { post } = await fleet.open({ UPSTREAM_ATTEMPTS: '1' });
  fleet.simulator.faults.inject({ kind: 'status', status: 503, match: '/v2/devices/' });
  await post({ query });
  await post({ query: '{ nope }' });
  expect(
    named(/^(query|unread)$/).map(({ name, attributes, status }) => [
      name,
      attributes['graphql.error.codes'],
      status.code,
    ]),
  ).toEqual([
    ['query', ['UPSTREAM_UNAVAILABLE'], SpanStatusCode.ERROR],
    ['unread', ['GRAPHQL_VALIDATION_FAILED'], SpanStatusCode.UNSET],
  ]);
  expect(named('resolve DeviceConnection.nodes')[0]?.status).toEqual({
    code: SpanStatusCode.ERROR,
    message: '1 of 1 failed',
  });
});

test('a request that comes to nothing leaves no span open', async () => {
  const { post } = await fleet.open();
  await post('{}');
  await vi.waitFor(() => expect(named('operation')).toMatchObject([{ status: { message: 'given up' } }]));
});

test("a client's trace is gone on with, and whether it is kept is the client's word", async () => {
  const { post } = await fleet.open({ SINGLE_FLIGHT: 'false' });
  await post({ query }, client);
  expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(new Set(['a'.repeat(32)]));
  expect(named('query')[0]?.parentSpanContext?.spanId).toBe('b'.repeat(16));
  exporter.reset();
  await post({ query }, { traceparent: client.traceparent.replace(/01$/, '00') });
  expect(spans()).toEqual([]);
});

test('unless clients are not to say so', async () => {
  const { post } = await fleet.open({ TRACE_FROM_CLIENTS: 'false' });
  await post({ query }, client);
  expect(named('query')[0]?.parentSpanContext).toBeUndefined();
  expect(named('query')[0]?.spanContext().traceId).not.toBe('a'.repeat(32));
});

test('the REST API is told nothing of traces', async () => {
  const { post } = await fleet.open();
  await post({ query }, client);
  expect(fleet.exchanges.length).toBeGreaterThan(0);
  for (const { headers } of fleet.exchanges) expect(Object.keys(headers)).not.toContain('traceparent');
});

test('but where it is to be told it gets the span of each call, and nothing else the client sent', async () => {
  const { post } = await fleet.open({ TRACE_TO_UPSTREAM: 'true' });
  await post({ query }, client);
  const sent = named(/^GET /).map((span) => `00-${'a'.repeat(32)}-${span.spanContext().spanId}-01`);
  expect(fleet.exchanges.map(({ headers }) => headers['traceparent']).toSorted()).toEqual(sent.toSorted());
  for (const { headers } of fleet.exchanges) expect(headers).not.toHaveProperty('tracestate');
  for (const { headers } of fleet.exchanges) expect(headers).not.toHaveProperty('baggage');
});
