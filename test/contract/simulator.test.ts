import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../src/simulator/routes.js';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.js';
import { type Exchange, hint, violations } from './check.js';
import type { Json } from './json.js';
import { walkApi } from './walk.js';

describe('the simulator keeps the contract', () => {
  let simulator: Simulator;
  let exchanges: Exchange[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ devices: 150, seed: 7, onExchange: (exchange) => exchanges.push(exchange) });
  });
  afterAll(() => simulator.close());

  const askAs = (key: string) => async (path: string) => {
    const response = await fetch(`${simulator.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const body = await response.text();
    return response.headers.get('content-type')?.startsWith('application/json') ? (JSON.parse(body) as Json) : null;
  };

  test.each(['demo-admin', 'demo-viewer', 'demo-expired'])('for %s', { timeout: 60_000 }, async (key) => {
    exchanges = [];
    await walkApi(askAs(key));
    const asked = exchanges.map((one) => one.path);
    // Changes are held against the contract whenever a test of the gateway makes them.
    const untried = routes.filter(({ method, path }) => method === 'GET' && !asked.some((one) => fits(path, one)));
    expect(key === 'demo-admin' ? untried.map((one) => one.path) : [], 'ask for these in walk.ts').toEqual([]);
    expect([...new Set(exchanges.flatMap(violations).map(anyRow))], hint).toEqual([]);
  });

  test('when it refuses', async () => {
    exchanges = [];
    const ask = askAs('demo-admin');
    await ask('/enterprise/00000000-0000-4000-8000-000000000000/devicegroup/');
    await ask('/v1/enterprise/00000000-0000-4000-8000-000000000000/application/');
    simulator.faults.inject({ kind: 'status', status: 429, match: '/v2/devices/', times: 1 });
    await ask('/v2/devices/');
    expect(exchanges.map((one) => one.status)).toEqual([404, 404, 429]);
    expect(exchanges.flatMap(violations)).toEqual([]);
  });
});

function fits(route: string, path: string): boolean {
  const [asked, served] = [path.split('/'), route.split('/')];
  return asked.length === served.length && served.every((one, at) => one.startsWith('{') || one === asked[at]);
}

/** The same fault in another row is not told again. */
function anyRow(fault: string): string {
  return fault.replaceAll(/\[\d+\]/g, '[*]');
}
