import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { readConfig } from '../../src/config.js';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';
import type { UpstreamCost } from '../../src/upstream/call-log.js';
import type { Clock } from '../../src/upstream/clock.js';
import { unmeasured, type measuredLatency } from '../../src/upstream/planning/latency.js';
import { hint, violations } from '../contract/check.js';
import { post, type Posting } from './post.js';
import { priceFaults } from './priced.js';
import { listedRouteOf } from './routes-of.js';

/** What a client got for a query, and what the REST API was asked for it. */
export interface Answer {
  status: number;
  headers: Headers;
  // A test knows the shape of what it asked for.
  data: any;
  errors: readonly GraphQLFormattedError[] | undefined;
  extensions: { upstream: UpstreamCost };
  /** The calls the simulator received, as `GET /v2/devices/?limit=20`, in order of arrival. */
  calls: string[];
}

export interface Ask extends Posting {
  variables?: Record<string, unknown>;
}

export interface TestGateway {
  /** Where the gateway listens, such as http://127.0.0.1:4000. */
  readonly url: string;
  readonly simulator: Simulator;
  query(source: string, ask?: Ask): Promise<Answer>;
}

export interface TestGatewayOptions extends SimulatorOptions {
  /** Environment of the gateway. The enterprise id is configured unless it is set to ''. */
  env?: Record<string, string>;
  /** The time that subscriptions are polled by. */
  clock?: Clock;
  /** The time by which answers that are kept age. */
  wallClock?: () => number;
  /** How long calls take, as far as plans are made by it. Left out, nobody knows: no plan hangs on how fast a test runs. */
  latencyOf?: typeof measuredLatency;
  /** Whether no query may take more calls than its price. It may where plans are made by how long calls are said to take. */
  isPriced?: boolean;
}

/** The tests of the domains hold for both executors: they run by the one that is named. All others say themselves whom they mean. */
const domainsBy = (execution: string | undefined) =>
  execution && expect.getState().testPath?.includes('/test/domains/') ? { EXECUTION: execution } : {};

/**
 * A simulated fleet for the whole file, and a gateway in front of it that is new for each test, so that nothing is
 * remembered from one test to the next. Every call between the two is held against the facts of the REST API.
 */
export function useGateway({
  env = {},
  clock,
  wallClock,
  latencyOf = unmeasured,
  isPriced = true,
  ...options
}: TestGatewayOptions = {}): TestGateway {
  let simulator: Simulator;
  let gateway: FastifyInstance;
  let url = '';
  let pricesOf: ReturnType<typeof priceFaults>;
  const broken = new Set<string>();
  const underpriced = new Set<string>();
  const unlisted = new Set<string>();

  beforeAll(async () => {
    const onExchange: SimulatorOptions['onExchange'] = (exchange) =>
      violations(exchange).forEach((fault) => broken.add(fault));
    simulator = await startSimulator({ onExchange, ...options });
  });
  beforeEach(async () => {
    for (const faults of [broken, unlisted, underpriced]) faults.clear(); // so that only the test that makes them fails
    const config = readConfig({
      ESPER_BASE_URL: simulator.url,
      ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      CACHE_ENABLED: 'false', // so that a query asked twice is answered twice by the REST API
      EXPLORER: 'off', // pages are read from files anew for each gateway
      ...domainsBy(process.env['EXECUTION']),
      ...env,
    });
    pricesOf = priceFaults(config, simulator.world);
    const log = createLog(config.LOG_LEVEL);
    gateway = await createGateway({ config: { ...config, baseUrl: simulator.url }, log, clock, wallClock, latencyOf });
    url = await gateway.listen({ port: 0 });
  });
  afterEach(async () => {
    simulator.faults.clear();
    await gateway.close();
    expect([...broken], hint).toEqual([]);
    expect([...unlisted], 'src/domains/freshness.ts does not say how long these answers keep').toEqual([]);
    expect([...underpriced], 'what @upstream says is less than what it takes').toEqual([]);
  });
  afterAll(() => simulator.close());

  const query = async (source: string, { variables, ...how }: Ask = {}): Promise<Answer> => {
    simulator.clearCalls();
    const isFaultless = simulator.faults.active.length === 0;
    const response = await post(`${url}/graphql`, { query: source, variables }, how);
    const answer = (await response.json()) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
    const calls = simulator.calls.map(({ method, path }) => `${method} ${path}`);
    for (const { method, path } of simulator.calls) if (method === 'GET' && !listedRouteOf(path)) unlisted.add(path);
    if (isPriced && isFaultless)
      for (const fault of pricesOf([source, variables], answer.extensions?.upstream ?? {})) underpriced.add(fault);
    return { ...answer, status: response.status, headers: response.headers, calls };
  };

  return {
    query,
    get url() {
      return url;
    },
    get simulator() {
      return simulator;
    },
  };
}
