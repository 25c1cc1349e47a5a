import { difference, withoutCursors } from './compare.mjs';
import { levelsOf } from './critical-path.mjs';
import { dialects } from './dialects.mjs';
import { typeDefs as fleetTypes } from './fleet/graph.mjs';
import { groupId } from './fleet/values.mjs';
import { client, operate } from './load.mjs';
import { minimum, readFleet } from './minimum.mjs';
import { typeDefs as postsTypes } from './posts/graph.mjs';
import { queries } from './queries.mjs';
import { isAsked, startTarget } from './targets.mjs';

/** How many of a query's operations are compared and counted one by one. */
const INSPECTED = 20;

/**
 * @typedef {object} Part  Queries that need the same REST API and the same settings.
 * @property {'fleet' | 'posts'} world
 * @property {string[]} names
 * @property {import('./targets.mjs').Target[]} specs
 * @property {boolean} cached
 * @property {number} devices
 * @property {number} latency
 */

/** @typedef {Awaited<ReturnType<typeof prepare>>[number]} Prepared */

/**
 * Starts the targets, and asks each all of its queries once: what they answer must be the same, and what it costs is counted.
 * @param {Part} part
 * @param {import('./upstream.mjs').Upstream} upstream
 */
export async function prepare({ world, names, specs, cached }, upstream) {
  const fleet = world === 'fleet' ? await readFleet(upstream.get) : undefined;
  const groupIds = [...new Set(fleet?.groupOf.values())].filter((id) => id !== null);
  const groups = groupIds.map((id) => groupId(id)).toSorted();
  const typeDefs = world === 'fleet' ? fleetTypes : postsTypes;
  /** @type {Map<string, any[][]>} */
  const first = new Map();
  const targets = [];
  for (const spec of specs) {
    const running = await startTarget(spec, { world, base: upstream.base, cached });
    const { ask, look, close } = client(running.origin, spec.dialect);
    const { dataOf, whyNot } = dialects[spec.dialect];
    /** @type {Map<string, { variables: object[], alone: number, minimum: number, levels: number }>} */
    const asked = new Map();
    for (const name of names.filter((one) => isAsked(spec, one) && !whyNot(one))) {
      const { text, variables: variablesOf } = /** @type {import('./queries.mjs').Query} */ (queries[name]);
      const variables = await variablesOf(look, groups);
      const step = Math.max(1, Math.floor(variables.length / INSPECTED));
      const some = variables.filter((_, at) => at % step === 0);
      // What is learnt once, such as the id of the enterprise, is not counted; with a cache, all of it is learnt.
      for (const one of cached ? some : some.slice(0, 1)) await operate(ask, name, one);
      await upstream.calls();
      const bodies = [];
      for (const one of some) bodies.push(await operate(ask, name, one));
      const alone = (await upstream.calls()) / some.length;
      const answers = bodies.map((all, at) => all.map((body) => withoutCursors(dataOf(name, body, some[at] ?? {}))));
      const wrong = difference(first.get(name) ?? answers, answers);
      if (wrong) throw new Error(`${name}: ${specs[0]?.text} and ${spec.text} answer differently: ${wrong}`);
      first.set(name, first.get(name) ?? answers);
      const least = answers.reduce((sum, answer) => sum + minimum(name, answer, fleet), 0) / some.length;
      const levels = levelsOf(text, typeDefs, some[0] ?? {}) * (answers[0]?.length ?? 1);
      asked.set(name, { variables, alone, minimum: least, levels });
    }
    const stop = async () => (await close(), await running.stop());
    targets.push({ spec, ask, asked, pid: running.pid, stop });
  }
  return targets;
}
