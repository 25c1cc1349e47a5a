import { describe, expect, test } from 'vitest';
import { checker, violations, type Exchange } from './check.js';
import {
  alsoHas,
  alwaysHas,
  anyValue,
  answers,
  has,
  mayBeNull,
  requires,
  takes,
  takesAs,
  undocumented,
} from './changes.js';
import { StaleCorrectionError, type Correction } from './correction.js';
import { CORRECTIONS } from './corrections.js';
import { badAnswers, badRequests, goodPost } from './examples/known-bad.js';
import { proxied } from './examples/exchange.js';
import { KNOWN_GOOD } from './examples/known-good.js';
import { findOperation, loadFacts } from './facts.js';
import { text, uuid, whole } from './shapes.js';

const facts = loadFacts();
const nameOf = ({ status, path, query }: Exchange) => `${path}${query.size > 0 ? `?${query}` : ''} (${status})`;

describe('what the real API was seen to do passes', () => {
  test.each(KNOWN_GOOD.map((one) => [nameOf(one), one] as const))('%s', (_, exchange) => {
    expect(violations(exchange)).toEqual([]);
  });

  test('a request with a body', () => {
    expect(violations(goodPost)).toEqual([]);
  });
});

describe('a request is told of when it', () => {
  test.each(badRequests)('$does', ({ exchange, told }) => {
    expect(violations(exchange)).toEqual([expect.stringContaining(told)]);
  });

  test.each(badRequests)('$does, even when the answer is a fault made on purpose', ({ exchange, told }) => {
    expect(violations({ ...exchange, faulted: true })).toEqual([expect.stringContaining(told)]);
  });
});

describe('an answer is told of when it', () => {
  test.each(badAnswers)('$does ($told)', ({ exchange, told }) => {
    expect(violations(exchange)).toEqual([expect.stringContaining(told)]);
  });

  test.each(badAnswers)('not when it is a fault made on purpose: $does ($told)', ({ exchange }) => {
    expect(violations({ ...exchange, faulted: true })).toEqual([]);
  });

  test('a fault in every row is told once', () => {
    const good = KNOWN_GOOD[0]!;
    const body = good.body.replaceAll('"state":', '"status":');
    const told = violations({ ...good, body });
    expect(told).toEqual([expect.stringContaining("'state'"), expect.stringContaining('"status"')]);
  });

  test('an error that a proxy words is not looked into', () => {
    expect(violations(proxied('/v2/devices/', 401))).toEqual([]);
  });
});

describe('the facts', () => {
  test('a word in a path beats a placeholder', () => {
    const path = '/enterprise/2f1a8c9e-0b7d-4c1e-9a53-6d0e4b7f8a21/devicegroup/thumbnail/';
    expect(findOperation(facts, 'GET', path)?.operation.name).toContain('/devicegroup/thumbnail/');
  });

  test('each operation is there once', () => {
    const names = facts.operations.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(280);
  });
});

describe('a correction', () => {
  const examples = [...KNOWN_GOOD, ...badRequests, ...badAnswers].map((one) => {
    const exchange = 'exchange' in one ? one.exchange : one;
    const { operation } = findOperation(facts, exchange.method, exchange.path) ?? {};
    return { exchange, operation, verdict: violations(exchange).join() };
  });

  test.each(CORRECTIONS.map((one) => [one.where, one.reason, one] as const))(
    'is needed: %s, %s',
    (where, _, correction) => {
      const without = checker(loadFacts(CORRECTIONS.filter((one) => one !== correction)));
      const [file] = where.split(' ');
      const near = examples.filter(({ operation }) => !operation || operation.file === file);
      // Those of the operation that is corrected come first: to judge others, schemas would be compiled for nothing.
      const isMeant = ({ operation }: (typeof examples)[number]) => where === `${file} ${operation?.name}`;
      const changed = near
        .toSorted((a, b) => Number(isMeant(b)) - Number(isMeant(a)))
        .some(({ exchange, verdict }) => without(exchange).join() !== verdict);
      expect(changed).toBe(true);
    },
  );

  const stale: [string, Correction['where'], Correction['change']][] = [
    ['an operation that is not there', 'v2 GET /v2/gadgets/', takes({ limit: whole })],
    ['an operation that got documented', 'v2 GET /v2/devices/', undocumented({})],
    ['a parameter that got documented', 'v2 GET /v2/devices/', takes({ limit: whole })],
    [
      'a parameter that got required',
      'legacy GET /enterprise/{enterprise_id}/device/{device_id}/status/',
      requires({ latest_event: whole }),
    ],
    ['a parameter that is not there', 'v2 GET /v2/devices/', takesAs({ ids: uuid })],
    ['a parameter that is already so', 'v2 GET /v2/devices/', takesAs({ serial: text() })],
    ['an answer that is not there', 'v2 GET /v2/devices/', answers(418, {})],
    ['a schema that is not there', 'v2 Gadget', anyValue],
    ['a schema without values', 'v2 MemoryInfo', anyValue],
    ['a key that is not there', 'v2 MemoryInfo', mayBeNull('swap')],
    ['a key that already may be null', 'v2 AndroidDeviceV2', mayBeNull('template_name')],
    ['a key that got documented', 'v2 MemoryInfo', alsoHas({ units: text() })],
    ['a key that is already so', 'v2 MemoryInfo', has({ units: text() })],
    ['a key that is already required', 'v2 StatusMetricsV2', alwaysHas('secure')],
  ];
  test.each(stale)('is refused when it corrects %s', (_, where, change) => {
    expect(() => loadFacts([{ where, reason: 'none', change }])).toThrow(StaleCorrectionError);
  });

  test('says who says so', () => {
    for (const { where, reason } of CORRECTIONS) expect(reason, where).toMatch(/^(\d(\.\d)?( and \d)?|SPEC)/);
  });
});
