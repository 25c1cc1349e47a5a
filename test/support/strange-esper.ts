import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.js';
import { createGateway } from '../../src/server/gateway.js';
import { createLog } from '../../src/telemetry/log.js';
import { listening } from './listening.js';

/** The enterprise the gateway is told of. */
export const ENTERPRISE = '00000000-0000-4000-8000-000000000000';

/** An answer with another status than 200. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/**
 * A gateway before a REST API that does what the simulator, which keeps to the facts, must not: `answer` gives the body for
 * each URL asked for, by which method; `settings` are the gateway's. Both end with the test.
 */
export async function beforeEsperThat(
  answer: (url: URL, method: string) => unknown,
  settings: Record<string, string> = {},
) {
  const calls: string[] = [];
  const esper = createServer(({ url = '', method = '' }, response) => {
    calls.push(url);
    response.setHeader('content-type', 'application/json');
    const said = answer(new URL(url, 'http://esper.example'), method);
    if (said instanceof Refusal) response.statusCode = said.status;
    response.end(JSON.stringify(said instanceof Refusal ? said.body : said));
  });
  const baseUrl = `${await listening(esper)}/api`;
  const env = {
    ESPER_BASE_URL: baseUrl,
    ESPER_ENTERPRISE_ID: ENTERPRISE,
    NODE_ENV: 'test',
    CACHE_ENABLED: 'false',
    EXPLORER: 'off',
    ...settings,
  };
  const gateway = await createGateway({ config: { ...readConfig(env), baseUrl }, log: createLog('silent') });
  onTestFinished(async () => {
    await gateway.close();
    esper.close();
  });
  const query = async (source: string) => {
    const headers = { authorization: 'Bearer any' };
    const payload = { query: source };
    return (await gateway.inject({ method: 'POST', url: '/graphql', headers, payload })).json();
  };
  return { query, calls };
}
