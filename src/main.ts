import { setTimeout as delay } from 'node:timers/promises';
import { misspeltSettings, readConfig, settings, type Config } from './config.js';
import { ConfigError } from './config/setting.js';
import { toldInstead } from './config/usage.js';
import { version } from './config/version.js';
import { createGateway } from './server/gateway.js';
import { listenFault } from './server/http/listen-fault.js';
import { createLog } from './telemetry/log.js';
import { startTracing } from './telemetry/tracing.js';

/** The key of the simulated fleet that may see everything. */
const DEMO_KEY = 'demo-admin';

const QUERY =
  '{ viewer { fullName enterprise { name devices(first: 3) { totalCount nodes { name state group { path } } } } } }';

/** Starts the simulated fleet when no tenant is named. It is loaded only then: nothing in the gateway knows of it. */
async function simulate(): Promise<string> {
  const { startSimulator } = await import('./simulator/simulator.js');
  const { url } = await startSimulator({ latencyMs: 20 });
  return url;
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  for (const { name, meant } of misspeltSettings()) log.warn(`${name} is no setting: was ${meant} meant?`);
  const stopTracing = await startTracing(config, log);
  const baseUrl = config.baseUrl ?? (await simulate());
  const demoKey = config.baseUrl === null ? DEMO_KEY : undefined;
  const stopping = new AbortController();
  const gateway = await createGateway({ config: { ...config, baseUrl }, log, demoKey, stopping: stopping.signal });
  const { HOST: host, PORT: port } = config;
  const address = await gateway.listen({ host, port }).catch((error: unknown) => {
    throw listenFault(error, { name: 'PORT', port, host });
  });

  const stop = async (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping: answers under way are finished first');
    setTimeout(() => process.exit(1), config.DRAIN_MS + 500).unref();
    stopping.abort();
    // Who presses Ctrl-C has no balancer that would have to notice.
    if (signal === 'SIGTERM') await delay(config.DRAIN_DELAY_MS);
    await gateway.close();
    await stopTracing();
    process.exit(0);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);

  // Who is told that it listens may have it stop at once.
  log.info({ address, baseUrl, version }, 'listening');
  if (config.NODE_ENV !== 'production') welcome(address, baseUrl, config);
}

/** Tells whoever has started it by hand where to begin. */
function welcome(address: string, baseUrl: string, config: Config): void {
  const simulated = config.baseUrl === null;
  if (simulated)
    console.log('\nNo ESPER_TENANT is set: this is a SIMULATED fleet, made up, with nothing real behind it.\n');
  console.log(`REST API   ${baseUrl}`);
  console.log(`GraphQL    ${address}/graphql`);
  if (config.explorer) console.log(`Explorer   ${address}/\nGuides     ${address}/docs`);
  // Neither a key nor a query that was made up here would be let in.
  if (config.AUTH_MODE !== 'passthrough' || config.TRUSTED_DOCUMENTS !== null) return;
  const key = simulated ? `'authorization: Bearer ${DEMO_KEY}'` : '"authorization: Bearer $ESPER_API_KEY"';
  console.log(`\nTry:\n  curl -s ${address}/graphql -H ${key} \\`);
  console.log(`    -H 'content-type: application/json' -d '{"query":"${QUERY}"}'\n`);
}

try {
  const told = toldInstead(process.argv.slice(2), settings);
  if (told === undefined) await start(readConfig());
  else console.log(told);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
