import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createGateway, type GatewayOptions } from '../../src/server/gateway.js';
import type { Exchange } from '../../src/simulator/journal.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { post } from './post.js';
import { configFor } from './replicas.js';

export interface Observed {
  readonly url: string;
  readonly gateway: FastifyInstance;
  /** What the process has logged, line by line. */
  readonly lines: Record<string, unknown>[];
  /** Sends this body to the endpoint, as demo-admin. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A simulated fleet for the whole file, and gateways in front of it whose log can be read. */
export function useObserved() {
  const exchanges: Exchange[] = [];
  const opened: FastifyInstance[] = [];
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ devices: 20, onExchange: (exchange) => exchanges.push(exchange) });
  });
  afterEach(async () => {
    simulator.faults.clear();
    await Promise.all(opened.splice(0).map((gateway) => gateway.close()));
    exchanges.length = 0;
  });
  afterAll(() => simulator.close());

  const open = async (env: Record<string, string> = {}, options: Partial<GatewayOptions> = {}): Promise<Observed> => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
    const log = pino({ base: null, timestamp: false }, { write });
    const gateway = await createGateway({ config: configFor(simulator, env), log, ...options });
    opened.push(gateway);
    const url = await gateway.listen({ port: 0 });
    return { url, gateway, lines, post: (body, headers = {}) => post(`${url}/graphql`, body, { headers }) };
  };
  return {
    open,
    exchanges,
    get simulator() {
      return simulator;
    },
  };
}
