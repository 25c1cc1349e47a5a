// node examples/fetch/silent.js
import { ask, SILENT } from './ask.js';

const { GATEWAY_URL: url = 'http://127.0.0.1:4000/graphql', ESPER_API_KEY: key = 'demo-admin' } = process.env;

try {
  const { devices } = await ask({ url, key }, SILENT, { first: 10 });
  console.log(`${devices.totalCount} devices are silent. The longest:`);
  for (const { name, lastSeen, group } of devices.nodes) console.log(lastSeen, name, group?.path ?? '');
} catch (error) {
  console.error(error.code ?? '', error.message);
  process.exitCode = 1;
}
