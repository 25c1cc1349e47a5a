import { goals } from './goals.mjs';
import { digits, timesBff } from './report.mjs';
import { queries } from './queries.mjs';

/** What targets are called where people read of them. @type {Record<string, string>} */
const NAMES = {
  gateway: 'This gateway',
  'gateway-groups': 'With `DEVICES_BY_GROUPS`',
  bff: 'Hand-written',
  'bff-by-id': 'Hand-written, groups by id',
  apollo: 'Apollo, RESTDataSource',
  yoga: 'Yoga, compiled',
  mercurius: 'Mercurius, compiled',
  hive: 'Hive Gateway, OpenAPI',
  tailcall: 'Tailcall (Rust)',
  'tailcall-dedupe': 'Tailcall, `dedupe`',
};

/** @typedef {import('./report.mjs').Result} Result */

/** @param {string[][]} rows  The first is the head. @param {'---' | '---:'} [align]  All columns but the first. */
const markdown = (rows, align = '---:') => {
  const [head = [], ...lines] = rows;
  return [head, head.map((_, at) => (at ? align : '---')), ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
};

/**
 * A table of one line a target and one column a query.
 * @param {readonly Result[]} results
 * @param {(result: Result) => string} cell
 * @param {(name: string) => string} [title]
 * @param {[name: string, cell: (result: Result) => string]} [first]  A line above the others, the same for all targets.
 */
function byTarget(results, cell, title = (name) => name, first) {
  const names = Object.keys(queries).filter((name) => results.some(({ query }) => query === name));
  const targets = [...new Set(results.map(({ target }) => target))];
  const lines = targets.map((target) => [
    NAMES[target] ?? `\`${target}\``,
    ...names.map((name) => {
      const found = results.find((one) => one.target === target && one.query === name);
      return found ? cell(found) : '–';
    }),
  ]);
  const above = first && [
    first[0],
    ...names.map((name) => first[1](/** @type {Result} */ (results.find(({ query }) => query === name)))),
  ];
  return markdown([['', ...names.map(title)], ...(above ? [above] : []), ...lines]);
}

const calls = (/** @type {number} */ count) => String(Number(digits(count)));

/** What some means of saving calls come to, as ratios within the run. @param {readonly Result[]} results */
function worth(results) {
  const found = (/** @type {string} */ target, /** @type {string} */ query) =>
    results.find((one) => one.target === target && one.query === query && one.latency === 0);
  const times = (/** @type {number | undefined} */ more, /** @type {number | undefined} */ less) =>
    more && less ? `${digits(more / less)}x` : '–';
  const cpu = (/** @type {string} */ query) => found('gateway', query)?.cpuMs[0];
  const fewer = (/** @type {string} */ query) => times(found('apollo', query)?.alone, found('gateway', query)?.alone);
  return markdown([
    ['', 'Worth'],
    ['**Planner**: groups from their list (Q3), REST calls', fewer('Q3')],
    ['**Planner**: users from their list (Q8), REST calls', fewer('Q8')],
    ['**Single flight**: the same Q1 for a hundred clients, processor time', times(cpu('Q1'), cpu('Q1-same'))],
    ['**Cache**: Q1 from what is kept (Q5), processor time', times(cpu('Q1'), cpu('Q5'))],
  ]);
}

/** The tables of a run, by the name of their place in the README. @param {import('./record.mjs').Run} run */
export function tables({ date, machine, results }) {
  const same = (/** @type {Result} */ { query }) => query.endsWith('-same');
  const ofSome = (/** @type {Result} */ { query }) => queries[query]?.targets !== undefined;
  const atOnce = results.filter(({ latency, query }) => latency === 0 && !queries[query]?.cached);
  const waiting = results.filter(({ latency }) => latency > 0);
  const least = (/** @type {string} */ name) => calls(atOnce.find(({ query }) => query === name)?.minimum ?? NaN);
  /** @type {[(result: Result) => string, (name: string) => string]} */
  const timesAndCalls = [
    (one) => `${digits(timesBff(one, results))}x, ${calls(one.alone)}`,
    (name) => `${name} (≥ ${least(name)})`,
  ];
  return {
    'bench:run': `Measured on ${date.slice(0, 10)}: ${machine}.`,
    'bench:cpu': byTarget(
      atOnce.filter((one) => !same(one) && !ofSome(one)),
      ...timesAndCalls,
    ),
    'bench:five': byTarget(atOnce.filter(ofSome), ...timesAndCalls),
    'bench:same': byTarget(
      atOnce.filter(same),
      ({ cpuMs, calls: made }) => `${digits(cpuMs[0])} ms, ${digits(made[0])}`,
    ),
    'bench:worth': worth(results),
    'bench:goals': markdown(
      [['Goal', 'Met', 'Here'], ...goals(results).map(({ goal, found, isMet }) => [goal, isMet ? 'yes' : 'no', found])],
      '---',
    ),
    'bench:memory': byTarget(
      atOnce.filter(({ query }) => query === 'Q1' || query === 'Q7'),
      ({ peakMb }) => `${Math.round(peakMb[2])} MB`,
    ),
    'bench:wait': [...new Set(waiting.map(({ latency }) => latency))]
      .map((latency) =>
        byTarget(
          waiting.filter((one) => one.latency === latency),
          ({ p50, overPath }) => `${digits(p50[0])} (+${digits(overPath[0])})`,
          (name) => `${name}, ${latency} ms`,
          ['The calls alone', ({ path }) => digits(path[0])],
        ),
      )
      .join('\n\n'),
  };
}

/**
 * A text with the tables of a run in their places: between `<!-- bench:name -->` and `<!-- /bench:name -->`.
 * @param {string} text
 * @param {import('./record.mjs').Run} run
 */
export function filled(text, run) {
  const made = new Map(Object.entries(tables(run)));
  return text.replaceAll(/(<!-- (bench:\w+) -->).*?(<!-- \/\2 -->)/gs, (_, begin, name, end) => {
    const table = made.get(name);
    if (table === undefined) throw new Error(`There is no table "${name}": there are ${[...made.keys()].join(', ')}.`);
    return `${begin}\n\n${table}\n\n${end}`;
  });
}
