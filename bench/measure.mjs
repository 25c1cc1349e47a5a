import { load } from './load.mjs';
import { startPath } from './path.mjs';
import { prepare } from './prepare.mjs';
import { cpuMs, peakMb, resetPeak } from './process.mjs';
import { queries } from './queries.mjs';
import { startUpstream } from './upstream.mjs';

/** Rounds that are enough where the REST API takes its time: what is measured there is the wait. */
const SLOWLY = 3;

/**
 * Clients that ask for a query at the same time. One alone where the REST API takes its time: what it waits for is the path of the
 * calls and not a busy core.
 * @param {string} name
 * @param {number} latency
 * @param {number} usual
 */
export const clientsFor = (name, latency, usual) => (latency > 0 ? 1 : (queries[name]?.connections ?? usual));

/** Until a target has worked so long; where it mostly waits, until twice as long has gone by. @param {number} pid @param {number} long */
function until(pid, long) {
  const [end, cpu] = [performance.now() + long * 2000, cpuMs(pid) + long * 1000];
  return () => performance.now() > end || cpuMs(pid) > cpu;
}

/**
 * Has a target work on a query so long that its code is compiled: while the REST API answers at once, or it would take minutes.
 * @param {import('./prepare.mjs').Prepared} target
 * @param {string} name
 * @param {{ connections: number, warmUp: number }} how
 */
async function warm({ ask, asked, pid }, name, { connections, warmUp }) {
  const variables = asked.get(name)?.variables;
  if (variables) await load(ask, name, { variables, connections, isOver: until(pid, warmUp) });
}

/**
 * @param {import('./prepare.mjs').Prepared} target
 * @param {string} name
 * @param {{ upstream: import('./upstream.mjs').Upstream, connections: number, seconds: number, path: number }} how
 * @returns {Promise<import('./report.mjs').Sample>}
 */
async function measure({ ask, asked, pid }, name, { upstream, connections, seconds, path }) {
  const variables = asked.get(name)?.variables ?? [];
  resetPeak(pid);
  await upstream.calls();
  const cpu = cpuMs(pid);
  const { operations, ms, p50, p99 } = await load(ask, name, { variables, connections, isOver: until(pid, seconds) });
  const used = cpuMs(pid) - cpu;
  const made = await upstream.calls();
  return {
    cpuMs: used / operations,
    perSecond: operations / (ms / 1000),
    p50,
    p99,
    path,
    overPath: p50 - path,
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
  const upstream = await startUpstream({ world, devices });
  const targets = await prepare(part, upstream);
  /** @type {import('./report.mjs').Row[]} */
  const rows = names.flatMap((query) =>
    targets.flatMap(({ spec, asked }) => {
      const found = asked.get(query);
      if (!found) return [];
      const { variables: _, ...counted } = found;
      return [{ query, latency, target: spec.text, ...counted, samples: [] }];
    }),
  );
  const rounds = latency > 0 ? Math.min(options.rounds, SLOWLY) : options.rounds;
  const connectionsFor = (/** @type {string} */ name) => clientsFor(name, latency, options.connections);
  if (latency > 0) {
    for (const target of targets) for (const name of names) await warm(target, name, options);
    await upstream.delay(latency);
  }
  const path = latency > 0 ? await startPath(targets, names, { upstream, latency }) : undefined;
  for (const row of rows) row.waves = path?.waves(row) ?? 0;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { seconds } = options;
      const how = {
        upstream,
        connections: connectionsFor(name),
        seconds,
        path: (await path?.measured(name, 2 * seconds)) ?? NaN,
      };
      const warmUp = latency > 0 ? 0.05 : round === 0 ? options.warmUp : 0.2;
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        const row = rows.find(({ query, target: text }) => query === name && text === target.spec.text);
        if (!row) continue;
        await warm(target, name, { ...how, warmUp });
        row.samples.push(await measure(target, name, how));
      }
    }
    if (rounds > 1) console.log(`  round ${round + 1} of ${rounds} is done`);
  }
  for (const started of [...targets, path]) await started?.stop();
  await upstream.stop();
  return rows;
}
