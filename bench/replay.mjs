/**
 * Stands between targets and the simulator, as a process of its own: an answer is fetched once and repeated from memory, so
 * that what is asked costs next to nothing and the targets are the limit. Counts, and adds the latency it is told.
 *
 *   node replay.mjs <port> <origin of the simulator>
 */
import { createServer } from 'node:http';
import { request } from 'undici';

const [port, origin] = process.argv.slice(2);
const CALLS = '/__replay/calls';
const LATENCY = '/__replay/latency/';
let latency = 0;

/** @typedef {{ status: number, type: string, body: Buffer }} Answer */

/** @type {Map<string, Promise<Answer>>} */
const answers = new Map();
/** @type {string[]} */
let calls = [];

/** @param {string} path @param {string} authorization @returns {Promise<Answer>} */
async function fetched(path, authorization) {
  const { statusCode, headers, body } = await request(origin + path, { headers: { authorization } });
  const bytes = Buffer.from(await body.arrayBuffer());
  return { status: statusCode, type: String(headers['content-type']), body: bytes };
}

/** Calls back after so many milliseconds, to a tenth of one: timers come up to a whole one late. */
function after(/** @type {number} */ ms, /** @type {() => void} */ then) {
  const due = performance.now() + ms;
  const check = () => (performance.now() < due ? setImmediate(check) : then());
  setTimeout(check, ms - 2);
}

createServer({ keepAliveTimeout: 120_000 }, async (asked, response) => {
  const path = asked.url ?? '';
  if (path === CALLS) {
    response.end(JSON.stringify(calls));
    calls = [];
    return;
  }
  if (path.startsWith(LATENCY)) {
    latency = Number(path.slice(LATENCY.length));
    response.end();
    return;
  }
  calls.push(path);
  const { authorization = '' } = asked.headers;
  const key = `${authorization} ${path}`;
  const answer = answers.get(key) ?? fetched(path, authorization);
  answers.set(key, answer);
  const { status, type, body } = await answer;
  const send = () => {
    response.writeHead(status, { 'content-type': type, 'content-length': body.length });
    response.end(body);
  };
  if (latency > 0) after(latency, send);
  else send();
}).listen(Number(port), '127.0.0.1');
