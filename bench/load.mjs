import { Pool } from 'undici';
import { CURSOR, queries } from './queries.mjs';

export const KEY = 'demo-admin';

/**
 * A client of a target.
 * @param {string} origin
 * @param {'graphql' | 'endpoint'} kind
 * @param {number} connections
 */
export function client(origin, kind, connections) {
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${KEY}` };

  /** @type {import('./queries.mjs').Ask} */
  const ask = async (name, variables) => {
    const query = name === 'cursor' ? CURSOR : queries[name]?.text;
    const response = await pool.request({
      method: 'POST',
      path: kind === 'graphql' ? '/graphql' : `/${name}`,
      headers,
      body: JSON.stringify(kind === 'graphql' ? { query, variables } : variables),
    });
    const body = Buffer.from(await response.body.arrayBuffer());
    if (response.statusCode === 200 && !body.includes('"errors":')) return body;
    throw new Error(`${origin} answered ${name} with ${response.statusCode}: ${String(body).slice(0, 500)}`);
  };
  return { ask, close: () => pool.destroy() };
}

/**
 * One operation: a query, or all pages of a walk.
 * @param {import('./queries.mjs').Ask} ask
 * @param {string} name
 * @param {object} variables
 */
export async function operate(ask, name, variables) {
  if (!queries[name]?.walk) return [await ask(name, variables)];
  const bodies = [];
  for (let after; ;) {
    const body = await ask(name, { ...variables, after });
    bodies.push(body);
    const { pageInfo } = JSON.parse(String(body)).data.devices;
    if (!pageInfo.hasNextPage) return bodies;
    after = pageInfo.endCursor;
  }
}

/**
 * Keeps as many operations under way as there are connections until it is over; each begins when one has ended.
 * @param {import('./queries.mjs').Ask} ask
 * @param {string} name
 * @param {{ variables: object[], connections: number, isOver: () => boolean }} options
 */
export async function load(ask, name, { variables, connections, isOver }) {
  /** @type {number[]} */
  const times = [];
  const began = performance.now();
  let over = false;
  const watch = setInterval(() => (over = isOver()), 50);
  let next = 0;
  const worker = async () => {
    while (!over) {
      const from = performance.now();
      await operate(ask, name, variables[next++ % variables.length] ?? {});
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  clearInterval(watch);
  const ms = performance.now() - began;
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { operations: times.length, ms, p50: at(0.5), p99: at(0.99) };
}
