import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {string} command @param {string[]} args */
function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

const TICKS = Number(output('getconf', ['CLK_TCK']) ?? 100);
/** Whether processes can be held on cores of their own. */
export const pinned = availableParallelism() > 1 && output('taskset', ['-V']) !== undefined;
/** The target alone on one core; what asks it and what it asks on another. */
const CORES = { target: 0, others: 1 };

/** Holds this process, which makes the load, on the core that is not the target's. */
export function pinSelf() {
  if (pinned) output('taskset', ['-acp', String(CORES.others), String(process.pid)]);
}

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** What `npm start` and the image give to Node. @type {string[]} */
export const nodeFlags = scripts.start.split(' ').slice(1, -1);

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/**
 * @typedef {object} Running
 * @property {number} pid
 * @property {string} origin
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server as a process of its own, and waits until it takes connections.
 * @param {{ args: string[], port: number, role: 'target' | 'others', env?: Record<string, string>, command?: string }} options
 * @returns {Promise<Running>}
 */
export async function start({ args, port, role, env = {}, command = process.execPath }) {
  const line = pinned ? ['taskset', '-c', String(CORES[role]), command, ...args] : [command, ...args];
  const child = spawn(line[0], line.slice(1), { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  children.add(child);
  child.once('exit', () => children.delete(child));
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`${args.join(' ')} did not start.\n${said}`);
    await sleep(100);
  }
  return {
    pid: /** @type {number} */ (child.pid),
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** @param {number} port @returns {Promise<boolean>} */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false));
  });

/** Milliseconds of processor time, user and system, all threads. @param {number} pid */
export function cpuMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Begins a new peak of resident memory. @param {number} pid */
export function resetPeak(pid) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not allowed everywhere: the peak is then that of the whole life of the process.
  }
}

/** Megabytes of resident memory at its peak. @param {number} pid */
export function peakMb(pid) {
  const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
