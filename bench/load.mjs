import { Pool } from 'undici';
import { dialects } from './dialects.mjs';
import { queries } from './queries.mjs';

export const KEY = 'demo-admin';

/** Clients that ask at the same time, at most. */
const CONNECTIONS = 100;

/** @typedef {(name: string, variables: object) => Promise<Buffer>} Ask */

/**
 * Sends a request and takes the answer in piece by piece, without a stream: the load is made on one core with the REST API.
 * @param {Pool} pool
 * @param {import('undici').Dispatcher.DispatchOptions} request
 * @returns {Promise<{ status: number, answer: Buffer }>}
 */
const answered = (pool, request) =>
  new Promise((resolve, reject) => {
    let status = 0;
    /** @type {Buffer[]} */
    const parts = [];
    pool.dispatch(request, {
      onRequestStart: () => {},
      onResponseStart: (_, code) => void (status = code),
      onResponseData: (_, part) => void parts.push(part),
      onResponseEnd: () =>
        resolve({ status, answer: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }),
      onResponseError: (_, error) => reject(error),
    });
  });

/**
 * A client of a target: `ask` gives the raw answer, `look` its data.
 * @param {string} origin
 * @param {keyof typeof dialects} dialect
 */
export function client(origin, dialect) {
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${KEY}` };
  const { request, dataOf } = dialects[dialect];
  /** What is asked again and again is put into words once: what makes the load must not be the limit. */
  const worded = new WeakMap();
  const wordsFor = (/** @type {string} */ name, /** @type {object} */ variables) => {
    const { path, body } = request(name, variables);
    return { method: 'POST', path, headers, body: JSON.stringify(body) };
  };

  /** @type {Ask} */
  const ask = async (name, variables) => {
    const words = worded.get(variables)?.get(name) ?? wordsFor(name, variables);
    worded.set(variables, (worded.get(variables) ?? new Map()).set(name, words));
    const { status, answer } = await answered(pool, words);
    if (status === 200 && !answer.includes('"errors":')) return answer;
    throw new Error(`${origin} answered ${name} with ${status}: ${String(answer).slice(0, 500)}`);
  };
  /** @type {import('./queries.mjs').Look} */
  const look = async (name, variables) => dataOf(name, await ask(name, variables), variables);
  return { ask, look, close: () => pool.destroy() };
}

/**
 * One operation: a query, or all pages of a walk.
 * @param {Ask} ask
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
 * @param {Ask} ask
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
