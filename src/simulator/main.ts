import { parseFlags, USAGE } from './flags.js';
import { ADMIN_KEY, EXPIRED_KEY, MANAGER_KEY, VIEWER_KEY } from './keys.js';
import { startSimulator } from './simulator.js';

async function main(): Promise<void> {
  const asked = parseFlags(process.argv.slice(2));
  if (asked === 'help') {
    console.log(USAGE);
    return;
  }
  const simulator = await startSimulator(asked);
  console.log(`Simulated Esper with ${simulator.fleet.size} devices at ${simulator.url}
  enterprise id  ${simulator.world.enterpriseId}
  API keys       ${ADMIN_KEY} (may do all), ${MANAGER_KEY} (some groups), ${VIEWER_KEY} (looks at some groups), ${EXPIRED_KEY} (401)
  switches       POST, GET, DELETE ${new URL('/__simulator/faults', simulator.url)}; GET, DELETE .../calls`);
  const stop = () => void simulator.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  // Some messages of the flag parser go on for lines.
  console.error((error instanceof Error ? error.message : String(error)).split('\n', 1)[0]);
  process.exit(2);
});
