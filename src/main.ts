import { readConfig, ConfigError, type Config } from './config.js';
import { createGateway } from './server/gateway.js';
import { createLog } from './telemetry/log.js';

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
  const simulated = config.baseUrl === null;
  const baseUrl = config.baseUrl ?? (await simulate());
  const demoKey = simulated ? DEMO_KEY : undefined;
  const gateway = await createGateway({ config: { ...config, baseUrl }, log, demoKey });
  const address = await gateway.listen({ host: config.HOST, port: config.PORT });

  if (simulated)
    console.log('\nNo ESPER_TENANT is set: this is a SIMULATED fleet, made up, with nothing real behind it.\n');
  console.log(`REST API   ${baseUrl}`);
  console.log(`GraphQL    ${address}/graphql`);
  if (config.explorer) console.log(`Explorer   ${address}/`);
  const key = simulated ? `'authorization: Bearer ${DEMO_KEY}'` : '"authorization: Bearer $ESPER_API_KEY"';
  console.log(`\nTry:\n  curl -s ${address}/graphql -H ${key} \\`);
  console.log(`    -H 'content-type: application/json' -d '{"query":"${QUERY}"}'\n`);

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping: answers under way are finished first');
    setTimeout(() => process.exit(1), 10_000).unref();
    void gateway.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

try {
  await start(readConfig());
} catch (error) {
  const known = error instanceof ConfigError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(known ? (error as Error).message : error);
  process.exit(1);
}
