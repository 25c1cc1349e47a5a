import { createLog } from '../../src/telemetry/log.js';
import { readConfig, type Config } from '../../src/config.js';
import { createGateway } from '../../src/server/gateway.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { UpstreamCost } from '../../src/upstream/call-log.js';
import type { Ask } from './gateway.js';
import { post } from './post.js';

export interface ReplicaAnswer {
  status: number;
  headers: Headers;
  // A test knows the shape of what it asked for.
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
  extensions: { upstream: UpstreamCost };
}

export interface Replica {
  /** Where it listens. */
  readonly url: string;
  query(source: string, ask?: Ask): Promise<ReplicaAnswer>;
  close(): Promise<void>;
}

/** What a gateway in front of this simulator is set to, as `createGateway` wants it. */
export function configFor(simulator: Simulator, env: Record<string, string> = {}): Config & { baseUrl: string } {
  const config = readConfig({
    ESPER_BASE_URL: simulator.url,
    ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
    NODE_ENV: 'test',
    ...env,
  });
  return { ...config, baseUrl: config.baseUrl ?? simulator.url };
}

/** One of several gateways in front of one simulator. */
export async function startReplica(simulator: Simulator, env: Record<string, string> = {}): Promise<Replica> {
  const gateway = await createGateway({ config: configFor(simulator, env), log: createLog('silent') });
  const url = await gateway.listen({ port: 0 });
  return {
    url,
    async query(source, { variables, ...how } = {}) {
      const response = await post(`${url}/graphql`, { query: source, variables }, how);
      const told = { status: response.status, headers: response.headers };
      return { ...((await response.json()) as Omit<ReplicaAnswer, 'headers' | 'status'>), ...told };
    },
    close: () => gateway.close(),
  };
}
