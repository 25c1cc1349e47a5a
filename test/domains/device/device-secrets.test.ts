import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { everythingOf, schemaOf } from './everything.js';
import { first, legacyCall, platforms } from './fleet.js';

const gateway = useGateway();
const TYPES = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice', WINDOWS: 'WindowsDevice' };

test.each(platforms)('all there is to ask of a device on %s holds no secret', async (platform) => {
  const type = (await schemaOf(gateway)).getType(TYPES[platform]);
  if (!isObjectType(type)) throw new Error(`${TYPES[platform]} is not in the schema.`);
  const device = first[platform];
  const { data, errors, calls } = await gateway.query(
    `{ device(id: "${device.id}") { ... on ${type.name} { ${everythingOf(type)} } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.device.__typename).toBe(type.name);
  expect(calls.includes(legacyCall(device))).toBe(platform === 'ANDROID');
  expect(JSON.stringify(data)).not.toMatch(/SECRET|password|token|fcm|mqtt/i);
});
