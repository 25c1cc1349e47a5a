import { describe, expect, test, vi } from 'vitest';
import { errorCodes } from '../../src/graphql/errors.js';
import type { FaultRule } from '../../src/simulator/simulator.js';
import { useGateway } from '../support/gateway.js';
import { expectDiscreet } from './discreet.js';

const call = 'GET /v2/devices/';
const upstream = (status: number) => ({ call, status, requestId: expect.stringMatching(/^simulated-\d+$/) });
const known = (code: keyof typeof errorCodes, status: number) => ({ code, upstream: upstream(status) });
const unread = { code: 'UPSTREAM_MALFORMED', upstream: expect.objectContaining({ call }) };
const inAMinute = () => new Date(Date.now() + 60_000).toUTCString();

interface Case {
  name: string;
  fault: Omit<FaultRule, 'match'>;
  extensions: object;
  says: RegExp;
  /** REST calls, where there are more than one that fails. */
  failing?: number;
}

const cases: Case[] = [
  {
    name: 'a refused key',
    fault: { kind: 'status', status: 401 },
    extensions: known('UNAUTHENTICATED', 401),
    says: /did not accept the key.* It said: Invalid or missing credentials \(GET \/v2\/devices\/\)$/,
  },
  {
    name: 'a key without the right',
    fault: { kind: 'status', status: 403 },
    extensions: known('FORBIDDEN', 403),
    says: /no right to this part.* It said: You do not have permission/,
  },
  {
    name: 'a list that is not there',
    fault: { kind: 'status', status: 404 },
    extensions: known('NOT_FOUND', 404),
    says: /It said: Not found\./,
  },
  {
    name: 'a refused input',
    fault: { kind: 'status', status: 400 },
    extensions: known('BAD_USER_INPUT', 400),
    says: /refused the input. It said: Bad Request/,
  },
  {
    name: 'a refusal in a bare list',
    fault: { kind: 'list' },
    extensions: known('BAD_USER_INPUT', 400),
    says: /It said: This request cannot be carried out\./,
  },
  {
    // The gateway tells how long it will pause of its own accord, once that is longer than the operation may still last.
    name: 'a request to slow down',
    fault: { kind: 'status', status: 429 },
    extensions: { ...known('RATE_LIMITED', 429), retryAfter: 4 },
    says: /Try again later/,
    failing: 3,
  },
  {
    name: 'a request to slow down for some seconds',
    fault: { kind: 'status', status: 429, retryAfter: 7 },
    extensions: { ...known('RATE_LIMITED', 429), retryAfter: 7 },
    says: /Try again later/,
  },
  {
    name: 'a request to slow down until some instant',
    fault: { kind: 'status', status: 429, retryAfter: inAMinute() },
    extensions: { ...known('RATE_LIMITED', 429), retryAfter: expect.any(Number) },
    says: /Try again later/,
  },
  ...[500, 502, 503].map((status): Case => ({
    name: `a page of HTML with status ${status}`,
    fault: { kind: 'status', status },
    extensions: known('UPSTREAM_UNAVAILABLE', status),
    says: /^The REST API is failing or cannot be reached\. \(GET \/v2\/devices\/\)$/,
  })),
  {
    name: 'a page of HTML with status 504',
    fault: { kind: 'status', status: 504 },
    extensions: known('UPSTREAM_TIMEOUT', 504),
    says: /^The REST API did not answer in time\. \(GET \/v2\/devices\/\)$/,
  },
  { name: 'JSON that breaks off', fault: { kind: 'truncate' }, extensions: unread, says: /could not be read/ },
  { name: 'HTML in place of JSON', fault: { kind: 'html' }, extensions: unread, says: /could not be read/ },
  { name: 'an empty body', fault: { kind: 'empty' }, extensions: unread, says: /could not be read/ },
  {
    name: 'a dropped connection',
    fault: { kind: 'drop' },
    extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream: { call } },
    says: /cannot be reached/,
  },
];

describe('without repeats', () => {
  const gateway = useGateway({ devices: 30, env: { UPSTREAM_ATTEMPTS: '1' } });

  test.each(cases)('$name is told by code, path and upstream call, beside the data that did arrive', async (one) => {
    gateway.simulator.faults.inject({ ...one.fault, match: '/v2/devices/' });
    const headers: Record<string, string> = one.fault.status === 429 ? { 'x-esper-timeout-ms': '6000' } : {};
    const answer = await gateway.query('{ enterprise { shortCode } devices(first: 1) { nodes { name } } }', {
      headers,
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ enterprise: { shortCode: 'SIM' }, devices: null });
    expect(answer.errors).toEqual([
      {
        message: expect.stringMatching(one.says),
        path: ['devices', 'nodes'],
        locations: expect.any(Array),
        extensions: one.extensions,
      },
    ]);
    expect(answer.calls).toHaveLength(1 + (one.failing ?? 1));
    expectDiscreet(answer);
  });

  test('a refusal is read in the words of every service', async () => {
    const services = {
      '/user/': 'users { nodes { id } }',
      '/authz2/': 'enterprise { roles { nodes { id } } }',
      '/authn2/': 'enterprise { invites { nodes { id } } }',
      '/v1/enterprise/': 'apps { nodes { id } }',
      '/enterprise/': 'groups { nodes { id } }',
      '/v2/': 'devices { nodes { id } }',
    };
    for (const [match, selection] of Object.entries(services)) {
      gateway.simulator.faults.clear();
      gateway.simulator.faults.inject({ kind: 'status', status: 403, match });
      const answer = await gateway.query(`{ ${selection} }`);
      expect(answer.errors).toEqual([
        expect.objectContaining({
          message: expect.stringContaining('You do not have permission to perform this action.'),
        }),
      ]);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', upstream: { status: 403 } });
    }
  });
});

describe('null in a variable that has a default, where null may not stand', () => {
  const gateway = useGateway({ devices: 1 });
  const wifi = `mutation ($ssid: String = "x") { sendCommand(input: { devices: ["d"],
    command: { addWifi: { networks: [{ ssid: $ssid, security: WPA, password: "hunter2" }] } } }) { userErrors { code } } }`;

  test.each([
    [
      'query ($id: ID = "x") { node(id: $id) { id } }',
      { id: null },
      'Argument "id" of non-null type "ID!" must not be null.',
    ],
    [
      'query ($yes: Boolean = true) { devices @include(if: $yes) { totalCount } }',
      { yes: null },
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    [wifi, { ssid: null }, 'Argument "input" has a value that is not fit: look at the variables in it.'],
  ])('is a fault of the request: %s', async (query, variables, message) => {
    const { errors, calls } = await gateway.query(query, { variables });
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });
});

describe('with a deadline', () => {
  const gateway = useGateway({ devices: 5, env: { UPSTREAM_ATTEMPTS: '1', UPSTREAM_TIMEOUT_MS: '400' } });

  test.each([
    ['that begins late', { kind: 'latency', ms: 1500 }],
    ['that stops half-way', { kind: 'slow-body', ms: 1500 }],
  ] as const)('an answer %s is given up', async (_, fault) => {
    gateway.simulator.faults.inject({ ...fault, match: '/v2/devices/' });
    const answer = await gateway.query('{ enterprise { esperId } devices { nodes { name } } }');
    expect(answer.data).toEqual({ enterprise: { esperId: gateway.simulator.world.enterpriseId }, devices: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['devices', 'nodes'],
        extensions: { code: 'UPSTREAM_TIMEOUT', upstream: { call } },
      }),
    ]);
    await vi.waitFor(() => expect(gateway.simulator.calls.map(({ aborted }) => aborted)).toEqual([true]), 10_000);
  });
});

describe('who looks for a field of rows in their list', () => {
  const gateway = useGateway();

  test.each(['{ devices { name } }', '{ groups { nodes { devices { nam } } } }'])(
    'is led to the rows: %s',
    async (query) => {
      const { errors, calls } = await gateway.query(query);
      expect(errors).toEqual([
        {
          message: expect.stringMatching(
            /^Cannot query field "nam?e?" on type "DeviceConnection"\. Its rows are in "nodes"\.$/,
          ),
          locations: expect.any(Array),
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ]);
      expect(calls).toEqual([]);
    },
  );

  test('is told of another field as of any', async () => {
    const { errors } = await gateway.query('{ devices { nodes { nam } } }');
    expect(errors![0]!.message).toMatch(/^Cannot query field "nam" on type "Device"\. Did you mean/);
  });
});
