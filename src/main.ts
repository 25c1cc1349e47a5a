import { readConfig, type Config } from './config.js';
import { ConfigError } from './config/setting.js';
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

/** Why the gateway cannot listen, by the code of the fault. */
const unfit: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ PORT, HOST }) => `PORT is ${PORT}: something else listens there already, on ${HOST}.`,
  EACCES: ({ PORT, HOST }) => `PORT is ${PORT}: this user may not listen there, on ${HOST}.`,
  EADDRNOTAVAIL: ({ HOST }) => `HOST is ${JSON.stringify(HOST)}: this machine has no such address.`,
  EAFNOSUPPORT: ({ HOST }) => `HOST is ${JSON.stringify(HOST)}: this machine has no addresses of that kind.`,
  ENOTFOUND: ({ HOST }) => `HOST is ${JSON.stringify(HOST)}: no address is known for that name.`,
  EAI_AGAIN: ({ HOST }) => `HOST is ${JSON.stringify(HOST)}: no address could be found for that name.`,
};

function unheard(error: NodeJS.ErrnoException, config: Config): unknown {
  const said = unfit[error.code ?? '']?.(config);
  return said === undefined ? error : new ConfigError(said);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const simulated = config.baseUrl === null;
  const baseUrl = config.baseUrl ?? (await simulate());
  const demoKey = simulated ? DEMO_KEY : undefined;
  const gateway = await createGateway({ config: { ...config, baseUrl }, log, demoKey });
  const address = await gateway.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => {
    throw unheard(error as NodeJS.ErrnoException, config);
  });

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
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
