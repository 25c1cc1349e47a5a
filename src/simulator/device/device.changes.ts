import { listIn } from '../body.js';
import { uuidOf } from '../random.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, patch, remove } from '../router.js';
import type { World } from '../world.js';
import { deviceOf } from './legacy-device.routes.js';
import { legacyDeviceView } from './legacy-device.view.js';

export const deviceChanges = [
  patch('/enterprise/{e}/device/{device}/', changeTags),
  remove('/device/v0/devices/{device}/', deleteDevice, { status: 200 }),
];

const MOST_TAGS = 5;

/** Esper: nowhere documented. */
function changeTags(asked: Asked, id: string) {
  const { world, body } = asked;
  const number = deviceOf(asked, id);
  const names = listIn(body, 'tags');
  if (names.length > MOST_TAGS) throw badRequest('tags', `Ensure this field has no more than ${MOST_TAGS} elements.`);
  world.fleet.change(number, { tags: names.map((name) => indexOf(world, name)) });
  return legacyDeviceView(world, number);
}

/** Esper: a tag comes into being when it is first given to a device. */
function indexOf({ seed, tags }: World, name: string): number {
  const known = tags.findIndex(({ tag }) => tag === name);
  return known >= 0 ? known : tags.push({ id: uuidOf(seed, 'tag', tags.length), tag: name }) - 1;
}

/** Esper: not for Android. */
function deleteDevice({ world, rights }: Asked, id: string) {
  const { fleet } = world;
  const number = fleet.find(id, rights);
  if (number === undefined) throw notFound();
  if (fleet.platformOf(number) === 'ANDROID') throw badRequest('id', 'Android devices cannot be deleted.');
  const { name, platform } = fleet.factsOf(number);
  fleet.removeDevice(id);
  return { code: 200, message: 'Device deleted.', content: { id, name, platform } };
}
