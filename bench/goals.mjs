import { digits, times } from './report.mjs';

/** @typedef {import('./report.mjs').Result} Result */
/** @typedef {{ goal: string, found: string, isMet: boolean }} Goal */

/** The other servers in JavaScript. */
const PEERS = ['apollo', 'yoga', 'mercurius', 'hive'];
/** Queries whose operations have nothing in common that need be shared. */
const DISTINCT = ['Q1', 'Q2', 'Q3', 'Q4', 'Q6', 'Q7', 'Q8'];
const BY_HAND = 'Processor time at most 1.25 times the hand-written endpoint’s';

/** What the gateway is held to, and how a run came out that measured it. @param {readonly Result[]} results @returns {Goal[]} */
export function goals(results) {
  const of = (/** @type {string} */ target, /** @type {string} */ query, latency = 0) =>
    results.find((one) => one.target === target && one.query === query && one.latency === latency);
  const besides = (/** @type {string[]} */ ...targets) => {
    return (/** @type {string} */ query) => {
      const gateway = of('gateway', query);
      const others = targets.flatMap((target) => of(target, query) ?? []);
      return gateway && others.length > 0 ? Math.max(...others.map((other) => times(gateway, other))) : NaN;
    };
  };
  const calls =
    (target = 'gateway') =>
    (/** @type {string} */ query) => {
      const { alone = NaN, minimum = NaN } = of(target, query) ?? {};
      return alone === minimum ? 1 : alone / minimum;
    };
  const overPath = (/** @type {string} */ query) => {
    const { overPath = [NaN] } = of('gateway', query, 20) ?? {};
    return overPath[0];
  };
  const inARow = (/** @type {string} */ query) => {
    const { waves = NaN, levels = NaN } = of('gateway', query, 20) ?? {};
    return waves / levels;
  };
  const memory = (/** @type {string} */ query) => of('gateway', query)?.peakMb[2] ?? NaN;

  /** @type {[goal: string, queries: string[], figure: (query: string) => number, most: number, unit: string][]} */
  const wanted = [
    ['As few REST calls as can be', [...DISTINCT, 'Q5'], calls(), 1, 'x'],
    ['As few with `DEVICES_BY_GROUPS`', ['Q4'], calls('gateway-groups'), 1, 'x'],
    ['No more one after the other than must be, with 20 ms a call', ['Q1', 'Q2', 'Q3', 'Q4'], inARow, 1, 'x'],
    [BY_HAND, ['Q1', 'Q3'], besides('bff'), 1.25, 'x'],
    [`${BY_HAND}, which reads five groups by their ids`, ['Q1-five', 'Q3-five'], besides('bff-by-id'), 1.25, 'x'],
    ['Less processor time than any other server in JavaScript', DISTINCT, besides(...PEERS), 1, 'x'],
    ['No more than Tailcall without `dedupe`', DISTINCT, besides('tailcall'), 1, 'x'],
    [
      'No more than Tailcall with it, when all ask the same',
      ['Q1-same', 'Q8-same'],
      besides('tailcall-dedupe'),
      1,
      'x',
    ],
    ['An answer at most 2 ms after the path of its calls, with 20 ms a call', ['Q1'], overPath, 2, ' ms'],
    ['At most 200 MB on a walk through 10,000 devices', ['Q7'], memory, 200, ' MB'],
  ];
  return wanted.flatMap(([goal, queries, figure, most, unit]) => {
    const figures = queries.map((query) => ({ query, value: figure(query) }));
    const known = figures.filter(({ value }) => !Number.isNaN(value));
    const missed = known.filter(({ value }) => value > most);
    const told = (missed.length > 0 ? missed : known).map(({ query, value }) => `${query} ${digits(value)}${unit}`);
    return known.length > 0 ? [{ goal, found: told.join(', '), isMet: missed.length === 0 }] : [];
  });
}
