// @ts-check
// Tells which devices have fallen silent, and has them reboot when they come back:
//
//   node examples/service/nightly.js [--reboot] [--night 2026-01-31] [--before 2026-01-01]
//
// Run it as often as you like: however often it is repeated, devices are told once a night. The night is today's when left out,
// and devices count as silent that have said nothing for the 30 days before it.
import { parseArgs } from 'node:util';
import { createClient, FleetError } from 'esper-graphql/client';
import { silentDevices } from './silent-devices.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const { GATEWAY_URL: url = 'http://127.0.0.1:4000/graphql', ESPER_API_KEY: key = 'demo-admin' } = process.env;
const { values } = parseArgs({
  options: { reboot: { type: 'boolean' }, night: { type: 'string' }, before: { type: 'string' } },
});
const night = values.night ?? new Date().toISOString().slice(0, 10);
const before = new Date(values.before ?? Date.parse(night) - 30 * DAY_MS);
if (Number.isNaN(before.getTime())) {
  // Nothing would be later than that, and every device would count as silent.
  console.error('--night and --before take a date, such as 2026-01-31.');
  process.exit(2);
}

const fleet = createClient({ url, key });

async function report() {
  const byGroup = await silentDevices(fleet, before);
  for (const [path, devices] of byGroup) {
    console.log(`${path}: ${devices.length}`);
    for (const { name, lastSeen } of devices) console.log(`  ${name}, silent since ${lastSeen}`);
  }
  return [...byGroup.values()].flat().map(({ id }) => id);
}

/** @param {string[]} devices */
async function reboot(devices) {
  // The key names the night. Asked again with it, the gateway tells what came of the first time and sends nothing.
  const idempotencyKey = `nightly-reboot-${night}`;
  const sent = await fleet.sendCommand({ devices, command: { plain: 'REBOOT' }, idempotencyKey });

  // What is wrong with the input is data. So is this: the same key, but other devices than the first time.
  for (const { message } of sent?.userErrors ?? []) console.log(`Nothing was sent: ${message}`);
  for (const { esperId, deviceCount } of sent?.commands ?? []) {
    console.log(`${deviceCount} devices reboot when they are back: command ${esperId}`);
  }
  if (sent?.unsent) {
    console.log(`${sent.unsent.devices.length} devices were not told: ${sent.unsent.reason}`);
    process.exitCode = 1;
  }
}

try {
  const silent = await report();
  if (values.reboot && silent.length > 0) await reboot(silent);
} catch (error) {
  if (!(error instanceof FleetError)) throw error;
  process.exitCode = 1;
  if (error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN') {
    console.error(`The key will not do: ${error.message}`);
  } else if (error.isPassing) {
    const { retryAfter = 60 } = error.detail;
    console.error(`Try again in ${retryAfter} s: ${error.message}`);
    process.exitCode = 75; // a failure that passes, by the custom of sendmail: schedulers run the job again
  } else {
    // The gateway's log has the request under this id.
    console.error(`${error.code}: ${error.message} (request ${error.detail.requestId})`);
  }
}
