import type { DeviceEventRecord } from '../../domains/device/device-event.record.js';
import { page } from '../envelope.js';
import { Random, uuidOf } from '../random.js';
import { type Asked, get } from '../router.js';
import { DAY, micros, MINUTE } from '../timestamps.js';
import type { World } from '../world.js';
import { deviceOf } from './legacy-device.routes.js';

export const deviceEventRoutes = [get('/v1/enterprise/{e}/device/{device}/report/eventfeed/', listEvents)];

const MOST = 60;
const MESSAGES = [
  'Device came online',
  'Device went offline',
  'Battery is low',
  'Location was updated',
  'App was installed',
];

/** Esper: ordered by when events were made, which way is not said; here the newest come first. */
export function eventsOf({ seed, api, enterpriseId, fleet }: World, number: number) {
  const { id, lastSeen } = fleet.factsOf(number);
  const random = new Random(seed, 'events', number);
  const count = lastSeen === null ? 0 : random.below(MOST);
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  let time = lastSeen ?? 0;
  return Array.from({ length: count }, (_, nth): DeviceEventRecord & Record<string, unknown> => {
    time -= MINUTE + random.below(DAY);
    return {
      id: number * MOST + count - nth,
      message_id: uuidOf(seed, `event message ${nth}`, number),
      device_status_id: uuidOf(seed, `event status ${nth}`, number),
      created_on: micros(time),
      message: random.pick(MESSAGES),
      device: `${enterprise}device/${id}/`,
      enterprise,
    };
  });
}

function listEvents(asked: Asked, deviceId: string) {
  return page(asked, eventsOf(asked.world, deviceOf(asked, deviceId)), (event) => event);
}
