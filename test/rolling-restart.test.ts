import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../src/simulator/simulator.js';
import { hasBalancer, startBalancer } from './support/balancer.js';
import { bundledGateway } from './support/bundled.js';
import { freePort } from './support/ports.js';
import { runGateway, type RunningGateway } from './support/program.js';
import { post } from './support/post.js';

const query = '{ devices(first: 20) { nodes { name group { name } } } }';
let entry: string;
let simulator: Simulator;

beforeAll(async () => {
  if (!hasBalancer) return;
  simulator = await startSimulator({ devices: 50, latencyMs: 30 });
  entry = await bundledGateway();
});
afterAll(() => simulator?.close());

test.skipIf(!hasBalancer)(
  'two replicas are restarted in turn behind a balancer, under load, and no request fails',
  { timeout: 120_000 },
  async () => {
    const ports = [await freePort(), await freePort()];
    const start = (port: number | undefined) =>
      runGateway(
        simulator,
        { NODE_ENV: 'production', PORT: String(port), DRAIN_DELAY_MS: '4000', CACHE_ENABLED: 'false' },
        [entry],
      );
    const running: RunningGateway[] = ports.map(start);
    const balancer = await startBalancer(ports);
    const isUp = (count: number) =>
      expect
        .poll(async () => (await balancer.servers()).filter(({ status }) => status === 'UP').length, {
          timeout: 30_000,
        })
        .toBe(count);
    const failures: unknown[] = [];
    let answered = 0;
    let ended = false;
    const client = async () => {
      while (!ended) {
        try {
          const response = await post(`${balancer.url}/graphql`, { query });
          const body = (await response.json()) as { data?: { devices: { nodes: unknown[] } }; errors?: unknown };
          if (response.status === 200 && body.data?.devices.nodes.length === 20 && !body.errors) answered++;
          else failures.push([response.status, body.errors]);
        } catch (error) {
          failures.push(error);
        }
      }
    };

    try {
      // The balancer takes a server for up until it has asked it for the first time.
      await Promise.all(running.map(({ url }) => url()));
      await isUp(2);
      const clients = Array.from({ length: 8 }, client);
      for (const [place, port] of ports.entries()) {
        const before = answered;
        running[place]?.child.kill('SIGTERM');
        expect(await running[place]?.ended).toMatchObject({ code: 0, signal: null });
        expect(answered).toBeGreaterThan(before);
        running[place] = start(port);
        await isUp(2);
      }
      ended = true;
      await Promise.all(clients);
      expect(failures).toEqual([]);
      expect((await balancer.servers()).map(({ requests }) => requests > 20)).toEqual([true, true]);
    } finally {
      ended = true;
      await balancer.close();
      for (const { child } of running) child.kill('SIGKILL');
    }
  },
);
