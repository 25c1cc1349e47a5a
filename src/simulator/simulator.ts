import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve, type Stage } from './api.js';
import { control, CONTROL_PATH } from './control.js';
import { type FaultRule, FaultSwitch } from './faults.js';
import type { Fleet } from './fleet.js';
import { type Call, type Exchange, Journal } from './journal.js';
import { RateLimit, type RateLimits } from './rate-limit.js';
import { createWorld, type World } from './world.js';

export type { Call, Exchange } from './journal.js';
export type { FaultKind, FaultRule, FaultSwitch } from './faults.js';

export interface SimulatorOptions {
  devices?: number;
  seed?: number;
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  /** Added to every answer. */
  latencyMs?: number;
  /** The time in the tenant, in milliseconds since 1970: devices carry out their commands as it goes on. */
  now?: () => number;
  faults?: readonly FaultRule[];
  /** What each key may do before it is answered 429. */
  rateLimit?: RateLimits;
  /** Told of every answer, those with faults too. */
  onExchange?: (exchange: Exchange) => void;
}

export interface Simulator {
  /** Ends in `/api`. */
  url: string;
  world: World;
  fleet: Fleet;
  /** In the order of arrival. */
  calls: Call[];
  clearCalls(): void;
  faults: FaultSwitch;
  close(): Promise<void>;
}

const API = '/api';
/** Longer than any client keeps a connection, so that none is closed under a call. */
const KEEP_ALIVE_MS = 120_000;

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain' });
  response.end(`The simulator itself failed: ${error instanceof Error ? error.stack : String(error)}\n`);
}

async function listen(stage: Stage, port: number, host: string) {
  const take = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '/';
    if (url.startsWith(CONTROL_PATH)) return control(request, response, stage);
    if (url.startsWith(`${API}/`)) return serve(stage, url.slice(API.length), request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('The simulated API begins at /api/.\n');
    return Promise.resolve();
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    take(request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** Starts a small but truthful Esper on a port of this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { devices = 1000, seed = 1, port = 0, host = '127.0.0.1', latencyMs = 0, rateLimit, onExchange } = options;
  const world = createWorld(seed, devices, options.now);
  const journal = new Journal();
  const faults = new FaultSwitch(seed, options.faults);
  const limit = rateLimit && new RateLimit(rateLimit);
  const server = await listen({ world, journal, faults, latencyMs, rateLimit: limit, onExchange }, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}${API}`,
    world,
    fleet: world.fleet,
    calls: journal.calls,
    clearCalls: () => journal.clear(),
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
