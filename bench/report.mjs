/**
 * @typedef {object} Sample  What one target did with one query in one round.
 * @property {number} cpuMs  Processor time of the target's process for each operation.
 * @property {number} perSecond
 * @property {number} p50
 * @property {number} p99
 * @property {number} calls  REST calls for each operation under load: what is under way already is shared.
 * @property {number} peakMb
 * @property {number} path  Milliseconds its REST calls take that have to come one after the other, when nothing else is done.
 * @property {number} overPath  What p50 is above that.
 * @property {number} busy  The share of the time in which the target's core worked for it.
 */

/**
 * @typedef {object} Row
 * @property {string} query
 * @property {number} latency
 * @property {string} target
 * @property {number} alone  REST calls of an operation that is alone.
 * @property {number} minimum
 * @property {number} levels  REST calls that have to come one after the other, as the fewest.
 * @property {number} waves  REST calls that come one after the other, where that was looked at; else 0.
 * @property {Sample[]} samples
 */

/** Median, least and most of the rounds. @typedef {[number, number, number]} Range */

/**
 * A row with what came of its rounds.
 * @typedef {Omit<Row, 'samples'> & Record<keyof Sample, Range> & { roundsMs: number[] }} Result
 *   `roundsMs` has `cpuMs` of each round.
 */

const KEYS = /** @type {(keyof Sample)[]} */ ([
  'cpuMs',
  'perSecond',
  'p50',
  'p99',
  'path',
  'overPath',
  'calls',
  'peakMb',
  'busy',
]);

/** @param {Row} row @returns {Result} */
export function resultOf({ samples, ...row }) {
  const ranges = KEYS.map((key) => [key, rangeOf(samples.map((sample) => sample[key]))]);
  return { ...row, ...Object.fromEntries(ranges), roundsMs: samples.map(({ cpuMs }) => cpuMs) };
}

/** @param {number[]} values @returns {Range} */
function rangeOf(values) {
  const inOrder = values.toSorted((a, b) => a - b);
  const [low, high] = [inOrder[(inOrder.length - 1) >> 1] ?? NaN, inOrder[inOrder.length >> 1] ?? NaN];
  return [(low + high) / 2, inOrder[0] ?? NaN, inOrder.at(-1) ?? NaN];
}

/**
 * Processor time as a multiple of another's: the median of what it was in each round. A machine is quicker in one round than in the
 * next, by more than what is measured here.
 * @param {Pick<Result, 'roundsMs'>} one
 * @param {Pick<Result, 'roundsMs'>} other
 */
export const times = (one, other) => rangeOf(one.roundsMs.map((ms, round) => ms / (other.roundsMs[round] ?? NaN)))[0];

export const digits = (/** @type {number} */ value) =>
  Number.isFinite(value) ? (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) : '-';

/** @param {Range} range */
const spread = ([median, min, max]) =>
  min === max ? digits(median) : `${digits(median)} [${digits(min)}-${digits(max)}]`;

/** Processor time as a multiple of the hand-written endpoint's. @param {Result} result @param {readonly Result[]} among */
export function timesBff(result, among) {
  const { query, latency } = result;
  const bff = among.find((one) => one.target === 'bff' && one.query === query && one.latency === latency);
  return bff ? times(result, bff) : NaN;
}

/** @type {[string, (result: Result, among: readonly Result[]) => string][]} */
const COLUMNS = [
  ['target', ({ target }) => target],
  ['CPU ms/op', ({ cpuMs }) => spread(cpuMs)],
  ['x bff', (result, among) => digits(timesBff(result, among))],
  ['op/s', ({ perSecond }) => spread(perSecond)],
  ['busy', ({ busy }) => `${(busy[0] * 100).toFixed(0)} %`],
  ['p50 ms', ({ p50 }) => digits(p50[0])],
  ['p99 ms', ({ p99 }) => digits(p99[0])],
  ['path ms', ({ path }) => digits(path[0])],
  ['over it', ({ overPath }) => digits(overPath[0])],
  ['in a row', ({ waves, levels }) => `${waves} of ${levels}`],
  ['calls', ({ alone }) => digits(alone)],
  ['minimum', ({ minimum }) => digits(minimum)],
  ['x min', ({ alone, minimum }) => digits(alone / minimum)],
  ['under load', ({ calls }) => digits(calls[0])],
  ['peak MB', ({ peakMb }) => digits(peakMb[2])],
];

/** What says nothing while the REST API answers at once. */
const OF_LATENCY = new Set(['path ms', 'over it', 'in a row']);

/**
 * The results of one query and latency as text.
 * @param {readonly Result[]} results
 */
export function tableOf(results) {
  const columns = COLUMNS.filter(([head]) => results[0]?.latency !== 0 || !OF_LATENCY.has(head));
  const lines = [columns.map(([head]) => head), ...results.map((one) => columns.map(([, cell]) => cell(one, results)))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  return lines
    .map((line) =>
      line.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '),
    )
    .join('\n');
}

export const LEGEND = `CPU ms/op   processor time of the target's process for an operation: the figure to compare by, since noise moves it least
x bff       the same as a multiple of the hand-written endpoint's: the median of the rounds' ratios
op/s, busy  operations a second, and how busy the target's core was: below 90 % something else was the limit
path ms     what the REST calls take that have to come one after the other, with nothing else done; "over it" is what p50 adds
in a row    how many came one after the other, and how many have to, as the fewest (critical-path.mjs)
calls       REST calls of an operation that is alone; "minimum" is the fewest possible (minimum.mjs), "x min" their ratio
under load  REST calls for each operation while others are under way, which share what they ask for at the same time
peak MB     the most resident memory`;
