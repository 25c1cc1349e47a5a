// An upload: one large file through the gateway, in a process of its own, to the simulator in another. Shows the memory the
// gateway's process takes for it, before, meanwhile at most, and after.
//
//   npm run build:server && node bench/upload.mjs [--bytes 1073741824]
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { freePort, nodeFlags, start } from './process.mjs';

const { values } = parseArgs({ options: { bytes: { type: 'string', default: String(2 ** 30) } } });
const length = Number(values.bytes);
const KEY = 'Bearer demo-admin';

const ports = { simulator: await freePort(), gateway: await freePort() };
const simulator = await start({
  args: ['dist/simulator/main.js', '--port', String(ports.simulator), '--devices', '5'],
  port: ports.simulator,
  role: 'others',
});
const gateway = await start({
  args: [...nodeFlags, 'dist/main.js'],
  port: ports.gateway,
  role: 'target',
  env: {
    PORT: String(ports.gateway),
    ESPER_BASE_URL: `${simulator.origin}/api`,
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    LIMIT_UPLOAD_BYTES: String(Math.max(length, 1024)),
  },
});

/** Megabytes of memory the gateway holds, as the kernel counts them. */
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))?.[1]) / 1024;

async function ask(query) {
  const headers = { authorization: KEY, 'content-type': 'application/json' };
  const body = JSON.stringify({ query });
  return (await fetch(`${gateway.origin}/graphql`, { method: 'POST', headers, body })).json();
}

/** A ZIP's first bytes, and then as many more as are wanted, a piece at a time. */
function* file() {
  const piece = Buffer.alloc(65_536, 'a');
  yield Buffer.from('PK\u0003\u0004');
  for (let left = length - 4; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}

const { data } = await ask('mutation { createAppUpload(input: {}) { upload { uploadId url } } }');
const { uploadId, url } = data.createAppUpload.upload;
const before = rss();
let most = before;
const watch = setInterval(() => (most = Math.max(most, rss())), 50);
const began = performance.now();
const sent = request(new URL(url, `${gateway.origin}/graphql`), {
  method: 'PUT',
  headers: { authorization: KEY, 'content-length': length },
});
const answer = new Promise((resolve, reject) => sent.once('response', resolve).once('error', reject));
await pipeline(Readable.from(file(), { objectMode: false }), sent);
const { statusCode } = await answer;
clearInterval(watch);
const seconds = (performance.now() - began) / 1000;
const told = await ask(`{ appUpload(id: "${uploadId}") { status appVersion { sizeMb } } }`);

const mb = (number) => `${number.toFixed(0)} MB`;
console.log(`file             ${mb(length / 2 ** 20)}, answered ${statusCode}: ${JSON.stringify(told.data.appUpload)}`);
console.log(`took             ${seconds.toFixed(1)} s, ${mb(length / 2 ** 20 / seconds)} a second`);
console.log(`gateway's memory ${mb(before)} before, ${mb(most)} at most, ${mb(rss())} after`);
await gateway.stop();
await simulator.stop();
