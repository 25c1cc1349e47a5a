import { parseArgs } from 'node:util';

export const USAGE = `Measures the gateway beside other ways to answer the same queries.

  npm run bench -- [flags]

  --quick             one round of one second each, for a first look
  --rounds <n>        rounds, each of which measures every target once (5)
  --seconds <n>       seconds of processor time each target works on a query in a round (2)
  --only <names>      queries, such as Q1,Q4 (all)
  --targets <names>   targets, such as gateway,bff (gateway,bff,apollo,yoga,mercurius)
                      gateway@/another/checkout measures the build in that folder, and any target takes flags of Node:
                      gateway+max-semi-space-size=64
  --latency <ms>      milliseconds the REST API takes to answer, such as 0,20 (0,20,200)
  --connections <n>   clients that ask at the same time (10)
  --svg               draws bench/results.svg
  --help              this text`;

/**
 * @typedef {object} Options
 * @property {number} rounds
 * @property {number} seconds
 * @property {string[] | undefined} only
 * @property {string[]} targets
 * @property {number[]} latencies
 * @property {number} connections
 * @property {boolean} svg
 */

/** @param {string | undefined} text */
const words = (text) => text?.split(',').filter((word) => word !== '');

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
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      targets: { type: 'string', default: 'gateway,bff,apollo,yoga,mercurius' },
      latency: { type: 'string', default: '0,20,200' },
      connections: { type: 'string', default: '10' },
      svg: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    rounds: number('rounds', values.rounds ?? (values.quick ? '1' : '5')),
    seconds: number('seconds', values.seconds ?? (values.quick ? '1' : '2')),
    only: words(values.only),
    targets: words(values.targets) ?? [],
    latencies: (words(values.latency) ?? []).map((text) => number('latency', text)),
    connections: number('connections', values.connections),
    svg: values.svg,
  };
}
