// A soak of memory: walks the whole of a large fleet, again and again, with what hangs on its devices, through a gateway that is
// a process of its own, and reports how much memory that takes over time.
//
//   npm run build:server && node bench/memory.mjs [--devices 100000] [--seconds 300] [--walkers 2] [--heap <MB the process may have>]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSimulator } from '../dist/simulator/simulator.js';
import { nodeFlags } from './process.mjs';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '300' },
    walkers: { type: 'string', default: '2' },
    heap: { type: 'string', default: '0' },
  },
});
const [devices, seconds, walkers, heap] = ['devices', 'seconds', 'walkers', 'heap'].map((name) => Number(values[name]));

const simulator = await startSimulator({ devices });
const flags = [...nodeFlags, ...(heap ? [`--max-old-space-size=${heap}`] : [])];
const gateway = spawn(process.execPath, [...flags, 'dist/main.js'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: {
    PATH: process.env.PATH,
    PORT: '0',
    EXPLORER: 'off',
    ESPER_BASE_URL: simulator.url,
    ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
  },
});
let out = '';
gateway.stdout.on('data', (text) => (out += text));
gateway.stderr.pipe(process.stderr);
let url;
while (!(url = /"address":"(http:[^"]+)"/.exec(out)?.[1])) await new Promise((resolve) => setTimeout(resolve, 50));

/** A page of 250 is one call, as is that of the row more by which it overlaps the page before. */
const page = `query ($after: String) {
  devices(first: 250, after: $after) {
    nodes { name state lastSeen tags { name } group { path } ... on AndroidDevice { hardware { model } battery { level } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const began = performance.now();
const end = began + seconds * 1000;
let [walked, walks, failed] = [0, 0, 0];
async function walk() {
  for (let after = null; performance.now() < end;) {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-admin' };
    const body = JSON.stringify({ query: page, variables: { after } });
    const { data, errors } = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
    if (errors) failed++;
    walked += data?.devices?.nodes.length ?? 0;
    const { hasNextPage, endCursor } = data?.devices?.pageInfo ?? {};
    if (data && !hasNextPage) walks++;
    after = hasNextPage ? endCursor : null;
  }
}

/** Megabytes the gateway's process has in memory now. */
const rss = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))[1]) / 1024;
const seen = [];
const tell = () => {
  seen.push(rss());
  const at = Math.round((performance.now() - began) / 1000);
  console.log(
    `${String(at).padStart(4)} s  ${seen.at(-1).toFixed(0).padStart(5)} MB  ${walked} devices, ${walks} whole walks`,
  );
};
const timer = setInterval(tell, Math.max(1000, (seconds * 1000) / 20));
await Promise.all(Array.from({ length: walkers }, walk));
clearInterval(timer);
tell();
const half = Math.floor(seen.length / 2);
console.log(
  `largest in the first half ${Math.max(...seen.slice(0, half)).toFixed(0)} MB, in the second ${Math.max(...seen.slice(half)).toFixed(0)} MB`,
);
console.log(`pages with errors         ${failed}`);
gateway.kill('SIGTERM');
await simulator.close();
