import { describe, expect, test } from 'vitest';
import { chart } from '../../bench/chart.mjs';
import { filled } from '../../bench/readme.mjs';
import { resultOf, tableOf, times } from '../../bench/report.mjs';

/** What a target did with a query, in as many rounds as there are figures of processor time. */
const result = (target: string, cpuMs: number[], row: { query?: string; latency?: number } = {}) =>
  resultOf({
    query: 'Q1',
    latency: 0,
    levels: 2,
    waves: 2,
    target,
    alone: 37.6,
    minimum: 22,
    samples: cpuMs.map((ms) => ({
      cpuMs: ms,
      perSecond: 1000 / ms,
      p50: 43.5,
      p99: 60,
      path: 40,
      overPath: 3.5,
      calls: 21,
      peakMb: 90,
      busy: 1,
    })),
    ...row,
  });

test('of the rounds the median is told, with the least and the most', () => {
  expect(result('bff', [3, 1, 2]).cpuMs).toEqual([2, 1, 3]);
  expect(result('bff', [4, 1, 2, 3]).cpuMs).toEqual([2.5, 1, 4]);
});

test('the ratio of two is that of their rounds, whatever the machine does from one to the next', () => {
  expect(times(result('gateway', [2, 40, 6]), result('bff', [1, 20, 2]))).toBe(2);
});

test('a table sets each target beside the hand-written endpoint and the fewest calls', () => {
  const [head = '', bff, gateway] = tableOf([result('bff', [2, 2, 2]), result('gateway', [5, 4, 6])]).split('\n');
  expect(head.trim().split(/  +/)).not.toContain('path ms');
  expect(bff?.trim().split(/  +/).slice(0, 3)).toEqual(['bff', '2.00', '1.00']);
  expect(gateway?.trim().split(/  +/).slice(0, 3)).toEqual(['gateway', '5.00 [4.00-6.00]', '2.50']);
  expect(gateway).toMatch(/37\.6 +22\.0 +1\.71 +21\.0 +90\.0$/);
});

test('where the REST API takes its time, the wait stands beside the path of its calls', () => {
  const [head = '', line] = tableOf([result('gateway', [5], { latency: 20 })]).split('\n');
  const at = head.trim().split(/  +/).indexOf('path ms');
  expect(
    line
      ?.trim()
      .split(/  +/)
      .slice(at, at + 3),
  ).toEqual(['40.0', '3.50', '2 of 2']);
});

const results = [
  result('gateway', [5]),
  result('bff', [2]),
  result('hive', [90]),
  result('gateway', [5], { query: 'Q5' }),
  result('gateway', [0.2], { query: 'Q1-same' }),
  result('gateway', [5], { latency: 20 }),
];

describe('the picture', () => {
  const picture = chart(results);

  test('has a panel for each query and latency, but for what is kept', () => {
    expect(picture.match(/class="query"[^>]*>[^<]+/g)).toHaveLength(3);
    expect(picture).not.toContain('Q5');
  });

  test('says what each bar stands for, and cuts what would make the others short', () => {
    expect(picture).toContain('2.50x, 38 calls');
    expect(picture).toContain('45.0x, 38 calls');
    expect(picture.match(/class="cut"/g)).toHaveLength(1);
  });

  test('draws the path of the calls where there is one', () => {
    expect(picture).toContain('43.5 ms, +3.50');
    expect(picture.match(/class="path"/g)).toHaveLength(1);
  });

  test('is well-formed, and readable by day and by night', () => {
    expect(picture).toContain('prefers-color-scheme: dark');
    expect(picture).not.toMatch(/NaN|undefined/);
    const tags = [...picture.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)];
    const depth = tags.reduce((open, [, closes, , alone]) => open + (closes ? -1 : alone ? 0 : 1), 0);
    expect(depth).toBe(0);
  });
});

describe('pages', () => {
  const run = { date: '2026-11-25T10:00:00.000Z', machine: 'a machine', flags: '', results };
  const page = (name: string) => `before\n<!-- bench:${name} -->\nold\n<!-- /bench:${name} -->\nafter`;

  test.each([
    ['run', 'Measured on 2026-11-25: a machine.'],
    ['cpu', '|  | Q1 (≥ 22) |\n| --- | ---: |\n| This gateway | 2.50x, 37.6 |\n| Hand-written | 1.00x, 37.6 |'],
    ['same', '|  | Q1-same |\n| --- | ---: |\n| This gateway | 0.20 ms, 21.0 |'],
    ['wait', '|  | Q1, 20 ms |\n| --- | ---: |\n| The calls alone | 40.0 |\n| This gateway | 43.5 (+3.50) |'],
    ['goals', '| Processor time at most 1.25 times the hand-written endpoint’s | no | Q1 2.50x |'],
    ['memory', '| This gateway | 90 MB |'],
    ['worth', '| **Single flight**: the same Q1 for a hundred clients, processor time | 25.0x |'],
  ])('are given the table "%s" of a run in its place, and stay as they are around it', (name, table) => {
    const text = filled(page(name), run);
    expect(text).toContain(table);
    expect(text).toMatch(/^before\n<!-- .*<!-- .* -->\nafter$/s);
    expect(text).not.toContain('old');
    expect(filled(text, run)).toBe(text);
  });

  test('that want a table there is none of are refused', () => {
    expect(() => filled(page('nothing'), run)).toThrow('There is no table "bench:nothing"');
  });
});
