import type { DeviceFacts } from '../../../src/simulator/device/device.seed.js';
import { deviceView, type AnyDevice, type Form } from '../../../src/simulator/device/device.view.js';
import { createWorld } from '../../../src/simulator/world.js';

/** The fleet of every test here, known before its simulator starts: the same seed makes the same devices. */
export const world = createWorld(1, 1000);

const everyone: readonly DeviceFacts[] = Array.from({ length: world.fleet.size }, (_, n) => world.fleet.factsOf(n));

/** All devices that fit, in the order of their names, as lists come. */
export function devicesThat(fit: (facts: DeviceFacts) => boolean): DeviceFacts[] {
  return everyone.filter(fit).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The first device that fits. */
export function deviceThat(fit: (facts: DeviceFacts) => boolean): DeviceFacts {
  const found = everyone.find(fit);
  if (!found) throw new Error('The simulated fleet has no such device.');
  return found;
}

/** The first device of each platform. */
export const first = {
  ANDROID: deviceThat(({ platform }) => platform === 'ANDROID'),
  APPLE: deviceThat(({ platform }) => platform === 'APPLE'),
  LINUX: deviceThat(({ platform }) => platform === 'LINUX'),
  WINDOWS: deviceThat(({ platform }) => platform === 'WINDOWS'),
};
export const platforms = ['ANDROID', 'APPLE', 'LINUX', 'WINDOWS'] as const;

/** What the REST API sends of a device. */
export const recordOf = ({ number }: DeviceFacts, form: Form): AnyDevice => deviceView(world, number, form);

/** The calls the REST API gets. */
export const itemCall = ({ id }: DeviceFacts) => `GET /v2/devices/${id}`;
export const legacyCall = ({ id }: DeviceFacts) => `GET /enterprise/${world.enterpriseId}/device/${id}/`;
export const statusCall = (device: DeviceFacts) => `${legacyCall(device)}status/?latest_event=1`;
export const listCall = (query: string) => `GET /v2/devices/?${query}`;

/** An instant as the graph tells it. */
export const instant = (ms: number | string | null | undefined) =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();
