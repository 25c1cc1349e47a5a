import { parseArgs } from 'node:util';
import { TARGETS } from './targets.mjs';

const ALL = Object.keys(TARGETS).join(',');

export const USAGE = `Measures the gateway beside other ways to answer the same queries.

  npm run bench -- [flags]

  --quick             one short round, and a REST API that answers at once, for a first look
  --check             measures nothing: compares what the targets answer, and counts their calls
  --rounds <n>        rounds, each of which measures every target once (5)
  --seconds <n>       seconds of processor time each target works on a query in a round (1)
  --only <names>      queries, such as Q1,Q4 (all)
  --targets <names>   targets, such as gateway,bff (${ALL})
                      gateway@/another/checkout measures the build in that folder, and any target takes flags of Node and, in
                      capitals, settings: gateway+max-semi-space-size=64+SINGLE_FLIGHT=false
  --latency <ms>      milliseconds the REST API takes to answer, such as 0,20 (0 for all queries, 20 and 200 for some)
  --connections <n>   clients that ask at the same time, while the REST API answers at once (10)
  --record            keeps the results: bench/results.json, the picture bench/results.svg, and the tables in README.md
  --draw              measures nothing: makes the picture and the tables anew from results.json
  --help              this text`;

/**
 * @typedef {object} Options
 * @property {boolean} check
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} warmUp  Seconds of work before anything counts.
 * @property {string[] | undefined} only
 * @property {string[]} targets
 * @property {number[] | undefined} latencies
 * @property {number} connections
 * @property {boolean} record
 * @property {boolean} draw
 */

/** @param {string} text */
const words = (text) => text.split(',').filter((word) => word !== '');

/**
 * @param {string} flag
 * @param {string} text
 */
function number(flag, text) {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`--${flag} must be a number; got "${text}"`);
}

/**
 * @param {string[]} args
 * @returns {Options | 'help'}
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      targets: { type: 'string', default: ALL },
      latency: { type: 'string' },
      connections: { type: 'string', default: '10' },
      record: { type: 'boolean', default: false },
      draw: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { quick, check } = values;
  const latency = values.latency ?? (quick || check ? '0' : undefined);
  return {
    check,
    rounds: number('rounds', values.rounds ?? (quick ? '1' : '5')),
    seconds: number('seconds', values.seconds ?? (quick ? '0.4' : '1')),
    warmUp: quick ? 0.4 : 6,
    only: values.only === undefined ? undefined : words(values.only),
    targets: words(values.targets),
    latencies: latency === undefined ? undefined : words(latency).map((text) => number('latency', text)),
    connections: number('connections', values.connections),
    record: values.record,
    draw: values.draw,
  };
}
