import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

const LIMIT = 60;
const gateway = useGateway({
  devices: 200,
  rateLimit: { perSecond: LIMIT },
  env: { RATE_CONCURRENCY: '8' },
});

/** A device with its apps: two REST calls, the same ones for no two callers. */
const small = (n: number) =>
  `{ device(id: "${gateway.simulator.fleet.idOf(n)}") { name apps(first: 2) { nodes { name } } } }`;
/** A page of devices with the apps of each. */
const large = '{ devices(first: 100) { nodes { name apps(first: 2) { nodes { name } } } } }';

const refusals = () => gateway.simulator.calls.filter(({ status }) => status === 429).length;

test('fifty callers at once against a hard limit: no operation fails, and few calls are refused', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => gateway.query(small(n))));
  expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  for (const { data } of answers) expect(data.device.name).toBeTruthy();
  expect(refusals()).toBeLessThan(25);
});

test('small operations are not held up by a large one of the same key', async () => {
  const ended: string[] = [];
  const note = async (name: string, source: string) => {
    const { errors } = await gateway.query(source);
    expect(errors).toBeUndefined();
    ended.push(name);
  };
  const big = note('large', large);
  await expect.poll(() => gateway.simulator.calls.length).toBeGreaterThan(5);
  await Promise.all([...Array.from({ length: 5 }, (_, n) => note('small', small(100 + n))), big]);
  expect(ended).toEqual(['small', 'small', 'small', 'small', 'small', 'large']);
});

test('two large operations get equal shares', async () => {
  const spans = await Promise.all(
    [0, 100].map(async (from) => {
      const ids = Array.from({ length: 50 }, (_, n) => gateway.simulator.fleet.idOf(from + n));
      const began = performance.now();
      const { errors } = await gateway.query(
        `{ ${ids.map((id, n) => `d${n}: device(id: "${id}") { name }`).join(' ')} }`,
      );
      expect(errors).toBeUndefined();
      return performance.now() - began;
    }),
  );
  const [shorter, longer] = spans.toSorted((a, b) => a - b) as [number, number];
  expect(shorter / longer).toBeGreaterThan(0.7);
});
