import { describe, expect, onTestFinished, test } from 'vitest';
import { operationOf, sampleQuery, type FleetSample } from '../../src/explorer/examples/example.js';
import { examples } from '../../src/explorer/examples/examples.js';
import { rebootDevices } from '../../src/explorer/examples/reboot-devices.js';
import { openStream } from '../support/event-stream.js';
import { useGateway } from '../support/gateway.js';

const named = examples.map((example) => ({ ...operationOf(example), example }));
const isFollowed = ({ kind }: { kind: string }) => kind === 'subscription';

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

  test.each(named.filter(isFollowed))('the example $name tells what was just begun', async ({ example }) => {
    const variables = (sample: FleetSample) => ({ ...example.variables?.(sample) });
    const sample = async () => (await gateway.query(sampleQuery)).data as FleetSample;
    await gateway.query(rebootDevices.document, { variables: { ...rebootDevices.variables?.(await sample()) } });
    const stream = await openStream(gateway.url, example.document, { variables: variables(await sample()) });
    onTestFinished(stream.close);
    const told = await stream.next();
    expect(told).toMatchObject({ event: 'next', data: { data: { commandProgress: { command: 'REBOOT' } } } });
    expect(told?.data.errors).toBeUndefined();
  });

  test.each(named.filter((one) => !isFollowed(one)))(
    'the example $name runs, and finds or changes something',
    async ({ example }) => {
      const sample = (await gateway.query(sampleQuery)).data as FleetSample;
      const { data, errors } = await gateway.query(example.document, { variables: { ...example.variables?.(sample) } });
      expect(errors).toBeUndefined();
      const lists = listsIn(data);
      if (!example.changes) expect(lists.some((list) => list.length > 0)).toBe(true);
      for (const { userErrors } of example.changes ? Object.values(data as Payloads) : [])
        expect(userErrors).toEqual([]);
      expect(lists.flat()).not.toContain(null);
    },
  );
});

type Payloads = Record<string, { userErrors: unknown[] }>;

function listsIn(value: unknown): unknown[][] {
  if (Array.isArray(value)) return [value, ...value.flatMap(listsIn)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : [];
}
