/**
 * Stands between targets and the simulator, as a process of its own: an answer is fetched once and repeated from memory, so
 * that what is asked costs next to nothing and the targets are the limit. Counts, and adds the latency it is told. It writes HTTP by
 * hand: with Node.js's own server, the calls that a target makes at once would wait longer for each other than for the target.
 *
 *   node replay.mjs <port> <origin of the simulator>
 */
import { createServer } from 'node:net';
import { request } from 'undici';

const [port, origin] = process.argv.slice(2);
const CALLS = '/__replay/calls';
const LATENCY = '/__replay/latency/';
const END = '\r\n\r\n';
let latency = 0;

/** Whole answers, by what they are asked with. @type {Map<string, Promise<Buffer>>} */
const answers = new Map();
/** Since this was last asked. @type {import('./path.mjs').Call[]} */
let calls = [];

/** @param {string} head */
function partsOf(head) {
  const [, method = '', path = ''] = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(head) ?? [];
  const [, authorization = ''] = /\r\nauthorization: *([^\r\n]*)/i.exec(head) ?? [];
  return { method, path, authorization };
}

/** @param {number} status @param {string} type @param {Buffer} body */
const written = (status, type, body) =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Repeated\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}${END}`),
    body,
  ]);

/** @param {ReturnType<typeof partsOf>} asked */
async function fetched({ method, path, authorization }) {
  const { statusCode, headers, body } = await request(origin + path, { method: 'GET', headers: { authorization } });
  const bytes = Buffer.from(await body.arrayBuffer());
  const whole = written(statusCode, String(headers['content-type']), bytes);
  return method === 'HEAD' ? whole.subarray(0, whole.length - bytes.length) : whole;
}

/** Calls back after so many milliseconds, to a tenth of one: timers come up to a whole one late. */
function after(/** @type {number} */ ms, /** @type {() => void} */ then) {
  const due = performance.now() + ms;
  const check = () => (performance.now() < due ? setImmediate(check) : then());
  setTimeout(check, ms - 2);
}

/** What the benchmark itself asks. @param {string} path */
function told(path) {
  if (path.startsWith(LATENCY)) latency = Number(path.slice(LATENCY.length));
  const list = JSON.stringify(calls);
  if (path === CALLS) calls = [];
  return written(200, 'application/json', Buffer.from(list));
}

/** @param {string} head @param {import('node:net').Socket} socket */
async function answer(head, socket) {
  const asked = partsOf(head);
  const { method, path, authorization } = asked;
  if (path.startsWith('/__replay/')) return void socket.write(told(path));
  calls.push({ path, at: performance.now() });
  const key = `${method} ${authorization} ${path}`;
  const repeated = answers.get(key) ?? fetched(asked);
  answers.set(key, repeated);
  const whole = await repeated;
  if (latency > 0) after(latency, () => socket.write(whole));
  else socket.write(whole);
}

createServer({ noDelay: true }, (socket) => {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    // No request that is repeated has a body: what follows on a head is the next one.
    for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END)) {
      void answer(text.slice(0, end + 2), socket);
      text = text.slice(end + END.length);
    }
  });
}).listen(Number(port), '127.0.0.1');
