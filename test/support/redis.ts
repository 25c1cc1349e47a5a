import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './ports.js';
import { hasProgram } from './program.js';

/** Whether tests can start a Redis server. */
export const hasRedis = hasProgram('redis-server');

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end().destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });

/** A Redis server of the test's own, on a port of this machine, that forgets everything when it ends. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const flags = ['--port', this.port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'].map(String);
    this.#process = spawn('redis-server', flags, { stdio: 'ignore' });
    for (let tries = 0; tries < 200 && !(await answers(this.port)); tries++) await delay(25);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (!process || process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  /** Leaves the connections open, and says nothing any more. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }
}
