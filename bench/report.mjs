/**
 * @typedef {object} Sample  What one target did with one query in one round.
 * @property {number} cpuMs  Processor time of the target's process for each operation.
 * @property {number} perSecond
 * @property {number} p50
 * @property {number} p99
 * @property {number} calls  REST calls for each operation under load: what is under way already is shared.
 * @property {number} peakMb
 * @property {number} busy  The share of the time in which the target's core worked for it.
 */

/**
 * @typedef {object} Row
 * @property {string} query
 * @property {number} latency
 * @property {string} target
 * @property {number} alone  REST calls of an operation that is alone.
 * @property {number} minimum
 * @property {Sample[]} samples
 */

/** @typedef {Record<keyof Sample, { median: number, min: number, max: number }>} Summary */

/** @param {Row} row @returns {Summary} */
export function summary({ samples }) {
  const keys = /** @type {(keyof Sample)[]} */ (Object.keys(samples[0] ?? {}));
  const pairs = keys.map((key) => {
    const values = samples.map((sample) => sample[key]).sort((a, b) => a - b);
    const [low, high] = [values[(values.length - 1) >> 1] ?? NaN, values[values.length >> 1] ?? NaN];
    return [key, { median: (low + high) / 2, min: values[0], max: values.at(-1) }];
  });
  return Object.fromEntries(pairs);
}

const digits = (/** @type {number} */ value) =>
  Number.isFinite(value) ? (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) : '-';

/** @param {{ median: number, min: number, max: number }} range */
const spread = ({ median, min, max }) =>
  min === max ? digits(median) : `${digits(median)} [${digits(min)}-${digits(max)}]`;

const HEAD = [
  'target',
  'CPU ms/op',
  'x bff',
  'op/s',
  'busy',
  'p50 ms',
  'p99 ms',
  'calls',
  'minimum',
  'x min',
  'under load',
  'peak MB',
];

/** @param {string[][]} lines */
function table(lines) {
  const widths = HEAD.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  return lines.map((line) =>
    line.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '),
  );
}

/**
 * The rows of one query and latency as text.
 * @param {Row[]} rows
 */
export function tableOf(rows) {
  const bff = rows.find(({ target }) => target === 'bff');
  const ceiling = bff && summary(bff).cpuMs.median;
  const lines = rows.map((row) => {
    const { cpuMs, perSecond, busy, p50, p99, calls, peakMb } = summary(row);
    return [
      row.target,
      spread(cpuMs),
      ceiling ? digits(cpuMs.median / ceiling) : '-',
      spread(perSecond),
      `${(busy.median * 100).toFixed(0)} %`,
      digits(p50.median),
      digits(p99.median),
      digits(row.alone),
      digits(row.minimum),
      digits(row.alone / row.minimum),
      digits(calls.median),
      digits(peakMb.max),
    ];
  });
  return table([HEAD, ...lines]).join('\n');
}

export const LEGEND = `CPU ms/op   processor time of the target's process for an operation: the figure to compare by, since noise moves it least
x bff       the same as a multiple of the hand-written endpoint's
op/s, busy  operations a second, and how busy the target's core was: below 90 % something else was the limit
calls       REST calls of an operation that is alone; "minimum" is the fewest possible (minimum.mjs), "x min" their ratio
under load  REST calls for each operation while others are under way, which share what they ask for at the same time
peak MB     the most resident memory`;
