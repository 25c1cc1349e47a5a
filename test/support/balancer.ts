import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { hasProgram } from './program.js';

export const hasBalancer = hasProgram('haproxy', '-v');

export interface Balancer {
  readonly url: string;
  /** What it holds of each server, by the server's place: `UP`, `DOWN` and what lies between; and how many requests it sent there. */
  servers(): Promise<{ status: string; requests: number }[]>;
  close(): Promise<void>;
}

/** HAProxy before servers on these ports: it asks each whether it is ready ten times a second, and takes turns. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'balancer-'));
  const config = join(folder, 'haproxy.cfg');
  const servers = ports.map((at, n) => `  server s${n} 127.0.0.1:${at} check inter 100ms fall 1 rise 1`);
  const lines = [
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  timeout check 2s',
    'listen gateway',
    `  bind 127.0.0.1:${port}`,
    '  stats enable',
    '  stats uri /balancer',
    '  option httpchk GET /health/ready',
    '  http-check expect status 200',
    '  option redispatch',
    ...servers,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const child = spawn('haproxy', ['-f', config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    servers: async () => {
      const text = await fetch(`${url}/balancer;csv`).then(
        (answer) => answer.text(),
        () => '',
      );
      const [head = '', ...rows] = text.split('\n').map((line) => line.split(','));
      const [status, requests] = ['status', 'stot'].map((name) => head.indexOf(name)) as [number, number];
      return rows
        .filter(([, name]) => /^s\d+$/.test(name ?? ''))
        .map((row) => ({ status: row[status] ?? '', requests: Number(row[requests]) }));
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
