/**
 * Makes REST calls and does nothing with what they answer: what is left is the time that calls take which have to come one after the
 * other. It is a process like a target, on the same core, and asked by HTTP; that hop is not in the time it tells.
 *
 *   node calls-alone.mjs <port> <origin of the REST API> <key>
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const [port, origin = '', key] = process.argv.slice(2);
const pool = new Pool(origin, { connections: 100, pipelining: 1 });
const headers = ['accept', 'application/json', 'authorization', `Bearer ${key}`];

/** @param {string} path @returns {Promise<void>} */
const call = (path) =>
  new Promise((resolve, reject) =>
    pool.dispatch(
      { method: 'GET', path, headers },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: () => {},
        onResponseEnd: () => resolve(),
        onResponseError: (_, error) => reject(error),
      },
    ),
  );

/** Milliseconds that waves of calls take, each of which goes out when the one before has been answered. @param {string[][]} waves */
async function timed(waves) {
  const from = performance.now();
  for (const paths of waves) await Promise.all(paths.map(call));
  return performance.now() - from;
}

/** The median of what they take until so many milliseconds have gone by. @param {{ waves: string[][], ms: number }} asked */
async function median({ waves, ms }) {
  const found = [];
  for (const end = performance.now() + ms; performance.now() < end;) found.push(await timed(waves));
  return found.toSorted((a, b) => a - b)[found.length >> 1];
}

createServer(async (request, response) => {
  let text = '';
  for await (const piece of request) text += piece;
  response.end(JSON.stringify(await median(JSON.parse(text))));
}).listen(Number(port), '127.0.0.1');
