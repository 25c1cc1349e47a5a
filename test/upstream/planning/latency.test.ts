import { expect, test } from 'vitest';
import { measuredLatency, MOST_RATIO } from '../../../src/upstream/planning/latency.js';

const item = { route: '/things/{id}/' };
const page = (rows: number) => ({ route: '/things/', rows });

/** Items of 100 ms, and pages of 150 ms and one more for each row; `times` reads of each. */
function measured(times: number) {
  const latency = measuredLatency(() => 20);
  for (let n = 0; n < times; n++) {
    latency.learn(item, 100);
    latency.learn(page(n % 2 === 0 ? 10 : 200), n % 2 === 0 ? 160 : 350);
  }
  return latency;
}

test('nobody knows how long reads take before some were seen', () => {
  expect(measured(4).ratio(page(200), item)).toBeUndefined();
  expect(measured(5).ratio(page(200), item)).toBeCloseTo(3.5);
  expect(measured(5).ratio({ route: '/others/' }, item)).toBeUndefined();
});

test('a page takes a base and so much for each row', () => {
  const latency = measured(50);
  expect(latency.ratio(page(100), item)).toBeCloseTo(2.5);
  expect(latency.ratio(page(250), page(10))).toBeCloseTo(400 / 160);
});

test('a page is taken for one single read at least, and for few at most', () => {
  const latency = measuredLatency(() => 20);
  for (let n = 0; n < 5; n++) latency.learn(item, 100);
  for (let n = 0; n < 5; n++) latency.learn(page(250), 10_000);
  for (let n = 0; n < 5; n++) latency.learn({ route: '/quick/', rows: 250 }, 10);
  expect(latency.ratio(page(250), item)).toBe(MOST_RATIO);
  expect(latency.ratio({ route: '/quick/', rows: 250 }, item)).toBe(1);
});

test('of pages unlike those that were seen nobody knows', () => {
  const latency = measuredLatency(() => 20);
  for (let n = 0; n < 50; n++) latency.learn(page(n % 3), 100 + (n % 7));
  for (let n = 0; n < 50; n++) latency.learn(item, 50);
  expect(latency.ratio(page(10), item)).toBeCloseTo(2, 0);
  expect(latency.ratio(page(250), item)).toBeUndefined();
});

test('the last reads count most', () => {
  const latency = measured(50);
  for (let n = 0; n < 50; n++) latency.learn(item, 350);
  expect(latency.ratio(page(200), item)).toBeCloseTo(1, 1);
});
