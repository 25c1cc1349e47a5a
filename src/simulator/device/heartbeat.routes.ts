import type { HeartbeatRecord } from '../../domains/device/heartbeat.record.js';
import { contentPage } from '../envelope.js';
import { given, instant } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros, MINUTE, NOW } from '../timestamps.js';
import type { DeviceFacts } from './device.seed.js';

export const heartbeatRoutes = [
  get('/device/v0/heartbeat/{device}/', readHeartbeat),
  get('/v2/heartbeat/', listHeartbeats),
];

function heartbeatRecord({ id, lastSeen }: DeviceFacts): HeartbeatRecord {
  const isRecent = lastSeen !== null && lastSeen > NOW - 30 * MINUTE;
  return { device_id: id, timestamp: lastSeen === null ? null : micros(lastSeen), status: Number(isRecent) };
}

function readHeartbeat({ world, rights }: Asked, id: string) {
  const number = world.fleet.find(id, rights);
  if (number === undefined) throw notFound();
  return { code: 200, message: 'success', content: heartbeatRecord(world.fleet.factsOf(number)) };
}

function listHeartbeats(asked: Asked) {
  const { world, rights, query } = asked;
  const after = instant(query, 'last_seen_gt');
  const before = instant(query, 'last_seen_lt');
  const platform = given(query, 'platform');
  if (after === undefined) throw badRequest('last_seen_gt', 'This field is required.');
  if (before === undefined) throw badRequest('last_seen_lt', 'This field is required.');
  const name = `heartbeats ${rights.key} ${after} ${before} ${platform}`;
  const found = world.fleet.answer(name, () =>
    world.fleet.visible(rights).filter((number) => {
      if (platform !== undefined && world.fleet.platformOf(number) !== platform) return false;
      const { lastSeen } = world.fleet.factsOf(number);
      return lastSeen !== null && lastSeen > after && lastSeen < before;
    }),
  );
  const listed = contentPage(asked, found, (number) => heartbeatRecord(world.fleet.factsOf(number)));
  return { code: 200, message: 'success', ...listed };
}
