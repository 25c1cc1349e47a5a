import { describe, expect, test } from 'vitest';
import { operationOf, sampleQuery, type FleetSample } from '../../src/explorer/examples/example.js';
import { examples } from '../../src/explorer/examples/examples.js';
import { useGateway } from '../support/gateway.js';

const named = examples.map((example) => ({ name: operationOf(example).name, example }));

test('the examples of the explorer have names of their own, and comments that fit beside an answer', () => {
  expect(new Set(named.map(({ name }) => name)).size).toBe(examples.length);
  for (const { name, example } of named) {
    expect(name).toMatch(/^[A-Z]\w+$/);
    expect(example.shows).toMatch(/^[A-Z].+\.$/);
    const comments = example.document.split('\n').filter((line) => line.startsWith('#'));
    for (const line of comments) expect(line.length, line).toBeLessThanOrEqual(50);
  }
});

describe('on the simulated fleet', () => {
  const gateway = useGateway();

  test.each(named)('the example $name runs, and finds or changes something', async ({ example }) => {
    const sample = (await gateway.query(sampleQuery)).data as FleetSample;
    const { data, errors } = await gateway.query(example.document, { variables: { ...example.variables?.(sample) } });
    expect(errors).toBeUndefined();
    const lists = listsIn(data);
    if (!example.changes) expect(lists.some((list) => list.length > 0)).toBe(true);
    for (const { userErrors } of example.changes ? Object.values(data as Payloads) : []) expect(userErrors).toEqual([]);
    expect(lists.flat()).not.toContain(null);
  });
});

type Payloads = Record<string, { userErrors: unknown[] }>;

function listsIn(value: unknown): unknown[][] {
  if (Array.isArray(value)) return [value, ...value.flatMap(listsIn)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : [];
}
