import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './program.js';

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly faults: string;
}

/** Runs a Node program from the top of the project, and waits for its end. */
export async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const options = { cwd: root, env: { PATH: process.env['PATH'], ...env } };
  return promisify(execFile)(process.execPath, args, options).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, faults: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      faults: stderr,
    }),
  );
}

async function succeed(...args: string[]): Promise<void> {
  const { code, out, faults } = await run(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${out}${faults}`);
}

let compiled: Promise<void> | undefined;
let built: Promise<void> | undefined;

/** Compiles the gateway, into dist: once for all test files of this process. */
export const compile = (): Promise<void> => (compiled ??= succeed('node_modules/typescript/bin/tsc', '-p', '.'));

/** Compiles gateway and client, with the files the client publishes: once as well. */
export const build = (): Promise<void> => (built ??= compile().then(() => succeed('src/client/build.mjs')));
