import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chart } from './chart.mjs';
import { dataOf, difference } from './compare.mjs';
import { client, load, operate } from './load.mjs';
import { minimum, readFleet } from './minimum.mjs';
import { readOptions, USAGE } from './options.mjs';
import { installPeers } from './peers.mjs';
import { cpuMs, peakMb, pinned, pinSelf, resetPeak } from './process.mjs';
import { FLEET, queries } from './queries.mjs';
import { LEGEND, summary, tableOf } from './report.mjs';
import { ABOUT, hasCache, parseTarget, startTarget } from './targets.mjs';
import { startUpstream } from './upstream.mjs';

const here = new URL('./', import.meta.url);

/** How many of a query's operations are compared and counted one by one. */
const INSPECTED = 20;

/** @typedef {import('./options.mjs').Options} Options */
/** @typedef {Awaited<ReturnType<typeof prepare>>} Prepared */

/**
 * Starts the targets, and asks each all of its queries once: what they answer must be the same, and what it costs is counted.
 * @param {{ names: string[], specs: import('./targets.mjs').Target[], cached: boolean, connections: number }} wanted
 * @param {import("./upstream.mjs").Upstream} upstream
 */
async function prepare({ names, specs, cached, connections }, upstream) {
  const fleet = await readFleet(upstream.get);
  /** @type {Map<string, any[][]>} */
  const first = new Map();
  const targets = [];
  for (const spec of specs) {
    const running = await startTarget(spec, upstream.base, cached);
    const { ask, close } = client(running.origin, spec.kind, connections);
    /** @type {Record<string, { variables: object[], alone: number, minimum: number }>} */
    const asked = {};
    for (const name of names) {
      const variables = await /** @type {import('./queries.mjs').Query} */ (queries[name]).variables(ask);
      const step = Math.max(1, Math.floor(variables.length / INSPECTED));
      const some = variables.filter((_, at) => at % step === 0);
      // What is learnt once, such as the id of the enterprise, is not counted; with a cache, all of it is learnt.
      for (const one of cached ? some : some.slice(0, 1)) await operate(ask, name, one);
      await upstream.calls();
      const answers = [];
      for (const one of some) answers.push((await operate(ask, name, one)).map(dataOf));
      const alone = (await upstream.calls()) / some.length;
      const least = answers.reduce((sum, answer) => sum + minimum(name, answer, fleet), 0) / some.length;
      const wrong = difference(first.get(name) ?? answers, answers);
      if (wrong) throw new Error(`${name}: ${specs[0]?.text} and ${spec.text} answer differently: ${wrong}`);
      first.set(name, answers);
      asked[name] = { variables, alone, minimum: least };
    }
    const stop = async () => (await close(), await running.stop());
    targets.push({ spec, ask, asked, pid: running.pid, stop });
  }
  return targets;
}

/**
 * @param {Prepared[number]} target
 * @param {string} name
 * @param {Options} options
 * @param {{ upstream: import('./upstream.mjs').Upstream, warmUp: number }} how  Seconds of work before it counts.
 * @returns {Promise<import('./report.mjs').Sample>}
 */
async function measure({ ask, asked, pid }, name, options, { upstream, warmUp }) {
  const variables = asked[name]?.variables ?? [];
  const connections = queries[name]?.connections ?? options.connections;
  /** Until the target has worked so long; where it mostly waits, until three times as long has gone by. */
  const until = (/** @type {number} */ seconds) => {
    const [end, cpu] = [performance.now() + seconds * 3000, cpuMs(pid) + seconds * 1000];
    return () => performance.now() > end || cpuMs(pid) > cpu;
  };
  await load(ask, name, { variables, connections, isOver: until(warmUp) });
  resetPeak(pid);
  await upstream.calls();
  const cpu = cpuMs(pid);
  const { operations, ms, p50, p99 } = await load(ask, name, {
    variables,
    connections,
    isOver: until(options.seconds),
  });
  const used = cpuMs(pid) - cpu;
  const made = await upstream.calls();
  return {
    cpuMs: used / operations,
    perSecond: operations / (ms / 1000),
    p50,
    p99,
    calls: made / operations,
    peakMb: peakMb(pid),
    busy: used / ms,
  };
}

/**
 * Measures queries that need the same fleet, in rounds: each target in turn, and back again in the next round.
 * @param {{ names: string[], specs: import('./targets.mjs').Target[], cached: boolean, devices: number, latency: number }} part
 * @param {Options} options
 */
async function measurePart({ names, specs, cached, devices, latency }, options) {
  const upstream = await startUpstream({ devices, latency });
  const targets = await prepare({ names, specs, cached, connections: options.connections }, upstream);
  /** @type {import('./report.mjs').Row[]} */
  const rows = names.flatMap((query) =>
    targets.map(({ spec, asked }) => {
      const { alone = NaN, minimum: least = NaN } = asked[query] ?? {};
      return { query, latency, target: spec.text, alone, minimum: least, samples: [] };
    }),
  );
  for (let round = 0; round < options.rounds; round++) {
    for (const name of names) {
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        const row = rows.find(({ query, target: text }) => query === name && text === target.spec.text);
        row?.samples.push(await measure(target, name, options, { upstream, warmUp: round === 0 ? 2 : 0.3 }));
      }
    }
    if (options.rounds > 1) console.log(`  round ${round + 1} of ${options.rounds} is done`);
  }
  for (const target of targets) await target.stop();
  await upstream.stop();
  return rows;
}

/** The queries asked for, put together by the fleet they need. @param {Options} options @param {boolean} cache */
function partsOf(options, cache) {
  const specs = options.targets.map(parseTarget);
  const gateways = specs.filter(({ name }) => name === 'gateway');
  const names = Object.keys(queries).filter((name) => options.only?.includes(name) ?? true);
  const skipped = names.filter((name) => queries[name]?.cached && !(cache && gateways.length > 0));
  for (const name of skipped) console.log(`${name} is left out: the gateway has no cache to switch on.`);
  const fit = (/** @type {boolean} */ cached, /** @type {number} */ devices) =>
    names.filter((name) => {
      const query = queries[name];
      return !skipped.includes(name) && Boolean(query?.cached) === cached && (query?.devices ?? FLEET) === devices;
    });
  const sizes = [...new Set(names.map((name) => queries[name]?.devices ?? FLEET))];
  return [false, true]
    .flatMap((cached) =>
      sizes.map((devices) => ({ cached, devices, names: fit(cached, devices), specs: cached ? gateways : specs })),
    )
    .filter((part) => part.names.length > 0);
}

/** @param {Options} options */
async function main(options) {
  const specs = options.targets.map(parseTarget);
  if (specs.some(({ isPeer }) => isPeer)) installPeers();
  const gateway = specs.find(({ name }) => name === 'gateway');
  const parts = partsOf(options, gateway ? await hasCache(gateway) : false);
  pinSelf();

  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
  console.log(`${machine}; ${pinned ? 'the target has a core of its own' : 'NOT pinned to cores'}\n`);
  for (const { text, name } of specs) console.log(`${text.padEnd(12)}${ABOUT[/** @type {keyof ABOUT} */ (name)]}`);

  /** @type {import('./report.mjs').Row[]} */
  const all = [];
  for (const latency of options.latencies) {
    for (const part of parts) {
      const rows = await measurePart({ ...part, latency }, options);
      all.push(...rows);
      for (const name of part.names) {
        console.log(`\n${name}  ${queries[name]?.about}; the REST API takes ${latency} ms`);
        console.log(tableOf(rows.filter(({ query }) => query === name)));
      }
    }
  }
  console.log(`\n${LEGEND}`);
  save(all, machine, options);
}

/** @param {import('./report.mjs').Row[]} rows @param {string} machine @param {Options} options */
function save(rows, machine, options) {
  mkdirSync(new URL('results/', here), { recursive: true });
  const date = new Date().toISOString();
  const file = new URL(`results/${date.slice(0, 19).replaceAll(':', '-')}.json`, here);
  const results = rows.map((row) => ({ ...row, summary: summary(row) }));
  writeFileSync(
    file,
    `${JSON.stringify({ date, machine, flags: process.argv.slice(2).join(' '), results }, null, 2)}\n`,
  );
  console.log(`\nWritten to ${file.pathname}`);
  if (!options.svg) return;
  const latency = options.latencies[0];
  const title = 'Processor time for an operation; the hand-written endpoint is 1';
  const shown = rows.filter((row) => row.latency === latency);
  writeFileSync(new URL('results.svg', here), chart(shown, title));
}

const options = readOptions(process.argv.slice(2));
if (options === 'help') console.log(USAGE);
else
  await main(options).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
