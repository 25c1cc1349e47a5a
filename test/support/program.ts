import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '../../src/simulator/simulator.js';

/** The top of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Whether a program that a test wants is installed. Says so once when it is not. */
export function hasProgram(name: string, flag = '--version'): boolean {
  try {
    execFileSync(name, [flag], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`${name} is not installed: the tests that need it are left out.`);
    return false;
  }
}

export interface RunningGateway {
  readonly child: ChildProcess;
  /** How it ended, and what it said on standard error. */
  readonly ended: Promise<{ code: unknown; signal: unknown; faults: string }>;
  /** What it has written to standard output so far. */
  out(): string;
  /** Where it listens, such as http://127.0.0.1:4000, once it does. */
  url(): Promise<string>;
}

/** The gateway as it is run: a process of its own, before this simulator. Not as a test, since libraries treat signals otherwise then. */
export function runGateway(
  simulator: Simulator,
  env: Record<string, string> = {},
  args: readonly string[] = ['dist/main.js'],
): RunningGateway {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      EXPLORER: 'off',
      PORT: '0',
      DRAIN_DELAY_MS: '0',
      ESPER_BASE_URL: simulator.url,
      ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
      ...env,
    },
  });
  let out = '';
  let faults = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (faults += text.toString()));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, faults }));
  const url = async () => {
    for (;;) {
      const [, found] = /"address":"(http:[^"]+)","baseUrl"/.exec(out) ?? [];
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`It ended: ${faults}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, out: () => out, url };
}
