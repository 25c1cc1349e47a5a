import { load } from './load.mjs';
import { prepare } from './prepare.mjs';
import { cpuMs, peakMb, resetPeak } from './process.mjs';
import { queries } from './queries.mjs';
import { startUpstream } from './upstream.mjs';

/** Where the REST API takes its time, fewer rounds and less to warm up with tell as much: what is measured there is the wait. */
const SLOWLY = { rounds: 3, warmUp: 0.5 };

/**
 * Clients that ask for a query at the same time. One alone where the REST API takes its time: what it waits for is the path of the
 * calls and not a busy core.
 * @param {string} name
 * @param {number} latency
 * @param {number} usual
 */
export const clientsFor = (name, latency, usual) => (latency > 0 ? 1 : (queries[name]?.connections ?? usual));

/**
 * @param {import('./prepare.mjs').Prepared} target
 * @param {string} name
 * @param {{ upstream: import('./upstream.mjs').Upstream, connections: number, seconds: number, warmUp: number }} how
 * @returns {Promise<import('./report.mjs').Sample>}
 */
async function measure({ ask, asked, pid }, name, { upstream, connections, seconds, warmUp }) {
  const variables = asked.get(name)?.variables ?? [];
  /** Until the target has worked so long; where it mostly waits, until twice as long has gone by. */
  const until = (/** @type {number} */ long) => {
    const [end, cpu] = [performance.now() + long * 2000, cpuMs(pid) + long * 1000];
    return () => performance.now() > end || cpuMs(pid) > cpu;
  };
  await load(ask, name, { variables, connections, isOver: until(warmUp) });
  resetPeak(pid);
  await upstream.calls();
  const cpu = cpuMs(pid);
  const { operations, ms, p50, p99 } = await load(ask, name, { variables, connections, isOver: until(seconds) });
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
 * Measures queries that need the same REST API, in rounds: each target in turn, and back again in the next round.
 * @param {import('./prepare.mjs').Part} part
 * @param {import('./options.mjs').Options} options
 */
export async function measurePart(part, options) {
  const { world, names, specs, devices, latency } = part;
  const upstream = await startUpstream({ world, devices, latency });
  const targets = await prepare(part, upstream);
  /** @type {import('./report.mjs').Row[]} */
  const rows = names.flatMap((query) =>
    targets.flatMap(({ spec, asked }) => {
      const found = asked.get(query);
      if (!found) return [];
      const { alone, minimum, levels } = found;
      return [{ query, latency, target: spec.text, alone, minimum, path: levels * latency, samples: [] }];
    }),
  );
  const [rounds, warmUp] =
    latency > 0
      ? [Math.min(options.rounds, SLOWLY.rounds), Math.min(options.warmUp, SLOWLY.warmUp)]
      : [options.rounds, options.warmUp];
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const connections = clientsFor(name, latency, options.connections);
      const how = { upstream, connections, seconds: options.seconds, warmUp: round === 0 ? warmUp : 0.2 };
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        const row = rows.find(({ query, target: text }) => query === name && text === target.spec.text);
        row?.samples.push(await measure(target, name, how));
      }
    }
    if (rounds > 1) console.log(`  round ${round + 1} of ${rounds} is done`);
  }
  for (const target of targets) await target.stop();
  await upstream.stop();
  return rows;
}
